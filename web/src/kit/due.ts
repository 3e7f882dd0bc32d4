import { serverNow } from './clock'
import type { IncidentRow, Tone } from './api/types'

const ended = ['closed', 'self_closed', 'cancelled', 'withdrawn']
type Timed = Pick<IncidentRow, 'state' | 'due' | 'warn' | 'overdue' | 'paused'>

export const isEnded = (row: Pick<IncidentRow, 'state'>) => ended.includes(row.state)

/** Red when overdue, amber from the warning on (three quarters of the time), else quiet. */
export function toneOf(row: Timed): Tone {
  if (isEnded(row) || row.paused || row.state === 'suspended') return 'normal'
  if (row.overdue) return 'overdue'
  if (row.warn && Date.parse(row.warn) <= serverNow()) return 'soon'
  return 'normal'
}
