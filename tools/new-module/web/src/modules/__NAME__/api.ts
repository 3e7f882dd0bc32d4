import { get } from '@/kit/api/http'

export interface Entry { id: string; title: string; created_at: string }

export function listEntries(query: { after?: string } = {}, signal?: AbortSignal) {
  return get<{ items: Entry[]; next: string | null }>('/__NAME__', query, signal)
}
