import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { queries } from '@/kit/query'
import { may } from '@/kit/session'
import { listViews, type View, type Views } from './api'

const key = ['incidents', 'totals', 'saved'] // counted anew with the other totals

/** The views one sees, with their counts; `take` puts in what a change answered. */
export function useViews() {
  const { data, error, refetch } = useQuery({ queryKey: key, enabled: computed(() => may('incidents.view')), staleTime: 30_000, queryFn: ({ signal }) => listViews(signal) })
  return { views: data, error, refetch, take: (views: Views) => { queries.setQueryData(key, views) } }
}

/** The list's address for a view. */
export const linkTo = (view: View) => ({ name: 'incidents', query: { ...view.conditions, view: view.id } })
