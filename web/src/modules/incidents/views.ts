import { serverNow } from '@/kit/clock'
import { isoDay } from '@/kit/format'
import { hasRole } from '@/kit/session'
import type { Query } from '@/kit/api/http'

export interface View { key: string; filter: Record<string, string> }

/** The end of the city's day, `days` from today, as an instant. */
export function endOfDay(days: number): string {
  return new Date(`${isoDay(serverNow() + days * 86_400_000)}T24:00:00+08:00`).toISOString()
}

/** Whoever works at a centre has before them what is at their own level; the whole area is a view of its own. */
export const atLevel = () => hasRole('dispatcher', 'leader')
export const ownLevel = (): { level?: string } => (atLevel() ? { level: 'own' } : {})

/** Tabs everybody has; their names are texts `incidents.queue.<key>`. */
export const standingViews = (): View[] => [
  { key: 'mine', filter: { mine: 'true', open: 'true' } },
  { key: 'red', filter: { due_before: endOfDay(1), open: 'true', ...ownLevel() } },
  { key: 'overdue', filter: { overdue: 'true', ...ownLevel() } },
  { key: 'check', filter: { state: 'done,checked,fed_back,callback', ...ownLevel() } },
  { key: 'suspended', filter: { state: 'suspended', ...ownLevel() } },
  { key: 'open', filter: { open: 'true', ...ownLevel() } },
  ...(atLevel() ? [{ key: 'area', filter: { open: 'true' } }] : []),
]

export const filterNames = ['state', 'scope', 'source', 'urgency', 'matter', 'unit', 'due_before', 'open', 'overdue', 'mine', 'text', 'bbox', 'spot_check', 'level'] as const
export type FilterName = (typeof filterNames)[number]

/** The filter part of a page address. */
export function filterOf(query: Record<string, unknown>): Partial<Record<FilterName, string>> & Query {
  return Object.fromEntries(filterNames.filter(name => query[name]).map(name => [name, String(query[name])]))
}
