import { serverNow } from '@/kit/clock'
import { isoDay } from '@/kit/format'
import type { Query } from '@/kit/api/http'

export interface View { key: string; filter: Record<string, string> }

/** The end of the city's day, `days` from today, as an instant. */
export function endOfDay(days: number): string {
  return new Date(`${isoDay(serverNow() + days * 86_400_000)}T24:00:00+08:00`).toISOString()
}

/** Tabs everybody has; their names are texts `incidents.queue.<key>`. */
export const standingViews = (): View[] => [
  { key: 'mine', filter: { mine: 'true', open: 'true' } },
  { key: 'red', filter: { due_before: endOfDay(1), open: 'true' } },
  { key: 'overdue', filter: { overdue: 'true' } },
  { key: 'check', filter: { state: 'done,checked,fed_back,callback' } },
  { key: 'suspended', filter: { state: 'suspended' } },
  { key: 'open', filter: { open: 'true' } },
]

export const filterNames = ['state', 'scope', 'source', 'urgency', 'matter', 'unit', 'due_before', 'open', 'overdue', 'mine', 'text', 'bbox', 'spot_check'] as const
export type FilterName = (typeof filterNames)[number]

/** The filter part of a page address. */
export function filterOf(query: Record<string, unknown>): Partial<Record<FilterName, string>> & Query {
  return Object.fromEntries(filterNames.filter(name => query[name]).map(name => [name, String(query[name])]))
}
