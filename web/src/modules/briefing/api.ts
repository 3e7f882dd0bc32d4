import { get } from '@/kit/api/http'
import type { Instant, Page } from '@/kit/api/types'

export type WaitsFor = 'raise' | 'suspension' | 'supervision' | 'review' | 'ruling'
export interface Waiting { incident: string; what: WaitsFor }
export interface Numbers { collected: number; closed: number; self_handled: number; open: number; overdue: number; urgent: number }
export interface Today extends Numbers {
  at: Instant; scope_name: string
  areas: (Numbers & { code: string; name: string })[]; units: { name: string; open: number; overdue: number }[]
}
export const listWaiting = async (signal?: AbortSignal) => (await get<Page<Waiting>>('/waiting', undefined, signal)).items
export const readToday = (signal?: AbortSignal) => get<Today>('/figures/today', undefined, signal)
