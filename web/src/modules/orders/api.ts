import { call, fetchFile, get, post, type Query } from '@/kit/api/http'
import type { IncidentState, Instant, Page, Tone, Uuid } from '@/kit/api/types'

export interface OrderSystem { code: string; name: string; headings: string[] }
export type Outcome = 'handled' | 'sent_back' | 'cancelled' | 'withdrawn'
export interface OutsideOrder {
  id: Uuid; system: { code: string; name: string }; number: string; incident_number: string; received_at: Instant; due: Instant; tone: Tone
  incident_state: IncidentState | null; answerable: string | null
  answered_at: Instant | null; outcome: Outcome | null; answer_unit: string | null; answer: string | null; kept_at: Instant | null
}
export interface OrderLine {
  line: number; number: string; matter_name: string; address: string; received_at: Instant | null; due: Instant | null
  state: 'new' | 'known' | 'wrong' | 'taken'; incident_number: string | null; mistakes: { field: string; title: string }[]
}
export interface OrderSheet { fresh: number; known: number; wrong: number; taken: number; lines: OrderLine[] }
export interface OrderKey { token: Uuid; system: { code: string; name: string }; bound_at: Instant; bound_by: string }
export interface OrderKeys { items: OrderKey[]; systems: { code: string; name: string }[] }

export const listSystems = (signal?: AbortSignal) => get<{ items: OrderSystem[] }>('/orders/systems', undefined, signal)
/** Unanswered ones by that system's own deadline, or the answered ones, the latest first. */
export const listOrders = (answered: boolean, query: Query, signal?: AbortSignal) => get<Page<OutsideOrder>>(answered ? '/orders/answered' : '/orders', query, signal)
/** What each line of that system's sheet is; nothing is written. */
export const previewSheet = (system: string, sheet: Blob) => call<OrderSheet>('POST', '/orders/previews', { raw: sheet, query: { system } })
export const importSheet = (system: string, sheet: Blob) => call<OrderSheet>('POST', '/orders/imports', { raw: sheet, query: { system } })
export const fetchAnswers = (system: string) => fetchFile('GET', '/orders/answers.xlsx', { query: { system } })
export const listKeys = (signal?: AbortSignal) => get<OrderKeys>('/orders/keys', undefined, signal)
/** From now on the token speaks for the system. */
export const bindKey = (token: Uuid, system: string) => post<OrderKeys>('/orders/keys', { id: token, system })
