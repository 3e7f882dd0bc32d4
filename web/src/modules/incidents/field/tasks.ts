import type { IncidentRow, Page } from '@/kit/api/types'
import { hasRole } from '@/kit/session'
import { listIncidents } from '../api'

/** What waits for each role that works outdoors: a grid worker's own cases, a unit's, what is to be checked. */
const piles = [
  { role: 'grid_worker', query: { mine: true, open: true } },
  { role: 'department', query: { state: 'dispatched,contested,handling' } },
  { role: 'crew', query: { mine: true, open: true } },
  { role: 'checker', query: { state: 'done' } },
]

/** What waits for this person, the next to go red first. */
export async function listTasks(): Promise<Page<IncidentRow>> {
  const own = piles.filter(pile => hasRole(pile.role))
  const pages = await Promise.all((own.length ? own : piles.slice(0, 1)).map(pile => listIncidents({ ...pile.query, order: 'due', limit: 100 })))
  const rows = new Map(pages.flatMap(page => page.items).map(row => [row.id, row]))
  return { items: [...rows.values()].sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9')), next: null }
}
