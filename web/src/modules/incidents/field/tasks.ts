import type { IncidentRow, Page } from '@/kit/api/types'
import { listIncidents } from '../api'

/** What waits for this person, the next to go red first. */
export const listTasks = (): Promise<Page<IncidentRow>> => listIncidents({ mine: true, open: true, order: 'due', limit: 100 })
