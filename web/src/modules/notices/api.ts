import { get, post } from '@/kit/api/http'
import type { NoticePage } from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export function listNotices(query: { unread?: boolean; after?: string; limit?: number } = {}, signal?: AbortSignal) {
  return get<NoticePage>('/notices', query, signal)
}
export const readNotice = (id: string) => post<void>(`/notices/${id}/read`, { id: uuid7() })
