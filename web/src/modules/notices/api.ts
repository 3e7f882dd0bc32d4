import { call, get } from '@/kit/api/http'
import type { Notice, Page } from '@/kit/api/types'

export function listNotices(query: { unread?: boolean; after?: string; limit?: number } = {}, signal?: AbortSignal) {
  return get<Page<Notice>>('/notices', query, signal)
}
export const readNotice = (id: string) => call<void>('POST', `/notices/${id}/read`)
export const aboutIncident = (notice: Notice) => notice.subject === 'incident' && !!notice.subject_id
export const aboutRouting = (notice: Notice) => notice.topic.startsWith('routing.')
