import { QueryClient } from '@tanstack/vue-query'
import { Problem } from './api/http'

/** Server data with one retry for what may pass by itself; a refusal is final. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, refetchOnWindowFocus: true, retry: (times, error) => times < 1 && error instanceof Problem && error.passing, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})
