import { call, fetchFile, get, post, type Query } from '@/kit/api/http'
import type { IncidentState, Instant, Page, Uuid } from '@/kit/api/types'

export interface OrderSystem { code: string; name: string; headings: string[] }
export interface OutsideOrder {
  id: Uuid; system: { code: string; name: string }; number: string; incident_number: string; received_at: Instant; due: Instant
  overdue: boolean; soon: boolean; incident_state: IncidentState | null; incident_due: Instant | null
  answered_at: Instant | null; answered_by: string | null; answered_unit: string | null; answer: string | null
}
export interface OrderLine {
  line: number; number: string; matter_name: string; address: string; received_at: Instant | null; due: Instant | null
  state: 'new' | 'known' | 'wrong' | 'taken'; incident_number: string | null; mistakes: { field: string; title: string }[]
}
export interface OrderSheet { fresh: number; known: number; wrong: number; taken: number; lines: OrderLine[] }

export const listSystems = (signal?: AbortSignal) => get<{ items: OrderSystem[] }>('/orders/systems', undefined, signal)
/** Unanswered ones by that system's own deadline, or the answered ones. */
export const listOrders = (answered: boolean, query: Query, signal?: AbortSignal) => get<Page<OutsideOrder>>(answered ? '/orders/answered' : '/orders', query, signal)
/** What each line of that system's sheet is; nothing is written. */
export const previewSheet = (system: string, sheet: Blob) => call<OrderSheet>('POST', '/orders/previews', { raw: sheet, query: { system } })
export const importSheet = (system: string, sheet: Blob) => call<OrderSheet>('POST', '/orders/imports', { raw: sheet, query: { system } })
export const answerOrder = (order: Uuid, id: Uuid, text: string) => post<OutsideOrder>(`/orders/${order}/answers`, { id, text })
export const fetchAnswers = (system: string) => fetchFile('GET', '/orders/answers.xlsx', { query: { system } })
