import type { IncidentState } from '@/kit/api/types'

/** The nine steps of the staff's progress bar, for the small bar of a table row. */
const step: Record<IncidentState, number> = {
  reminded: 1, verifying: 1, collected: 2, returned: 1, accepted: 3, dispatched: 4, contested: 4, raised: 2, sent_down: 2, handling: 5, suspended: 5, done: 6, checked: 7, fed_back: 8, callback: 8,
  closed: 9, self_closed: 9, cancelled: 9, withdrawn: 9, merged: 9, sent_back: 9,
}
export const steps = 9
export const stepOf = (state: IncidentState) => step[state] ?? 1
