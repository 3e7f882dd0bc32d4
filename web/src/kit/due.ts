import { serverNow } from './clock'
import type { IncidentRow, Tone } from './api/types'

const ended = ['closed', 'self_closed', 'cancelled', 'withdrawn', 'merged', 'sent_back']
type Timed = Pick<IncidentRow, 'state' | 'due' | 'warn' | 'overdue' | 'paused' | 'outside'>

export const isEnded = (row: Pick<IncidentRow, 'state'>) => ended.includes(row.state)

/** Nothing counts: kept on the books, unless another system's clock goes on. */
export const isResting = (row: Pick<IncidentRow, 'state' | 'paused' | 'outside'>) => row.paused || (row.state === 'suspended' && (!row.outside || !!row.outside.answered_at))

/** Red when overdue, amber from the warning on (three quarters of the time), else quiet. */
export function toneOf(row: Timed): Tone {
  if (isEnded(row) || isResting(row)) return 'normal'
  if (row.overdue) return 'overdue'
  if (row.warn && Date.parse(row.warn) <= serverNow()) return 'soon'
  return 'normal'
}
