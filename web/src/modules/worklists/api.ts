import { call, get, post } from '@/kit/api/http'

/** Conditions of the list by name, as its address has them. */
export type Conditions = Record<string, string>
export interface View {
  id: string; name: string; conditions: Conditions; mine: boolean; by: string; unit: string | null; unit_name: string | null
  /** open cases in it, to 10,000; null where nothing is counted */
  total: number | null; stale: { condition: string; text: string }[]
}
/** `units`: with which one may share. `bulk`: most cases of one bulk act. */
export interface Views { items: View[]; units: { id: string; name: string }[]; most: number; name_length: number; bulk: number }
export interface ViewContent { name: string; conditions: Conditions; unit: string | null }

export const listViews = (signal?: AbortSignal) => get<Views>('/views', undefined, signal)
export const keepView = (view: ViewContent & { id: string }) => post<Views>('/views', view)
export const changeView = (id: string, view: ViewContent) => post<Views>(`/views/${id}`, view)
export const dropView = (id: string) => call<Views>('DELETE', `/views/${id}`)
export const orderViews = (ids: string[]) => post<Views>('/views/order', { ids })
