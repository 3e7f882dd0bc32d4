import type { IconName } from '@/kit/icons'
import { ownLevel } from './views'

/** Saved views every staff member has, at the own level; the first without an icon counts all that is open. */
export interface Queue { key: string; icon?: IconName; filter: Record<string, string> }

export const workQueues = (): Queue[] => queues.map(queue => ({ ...queue, filter: { ...queue.filter, ...ownLevel() } }))
const queues: Queue[] = [
  { key: 'open', filter: { open: 'true' } },
  { key: 'intake', icon: 'inbox', filter: { state: 'reminded,verifying,collected,returned,raised,sent_down' } },
  { key: 'dispatch', icon: 'send', filter: { state: 'accepted,dispatched,contested' } },
  { key: 'handling', icon: 'flag', filter: { state: 'handling' } },
  { key: 'check', icon: 'verify', filter: { state: 'done,checked,fed_back,callback' } },
  { key: 'overdue', icon: 'urge', filter: { overdue: 'true' } },
  { key: 'suspended', icon: 'pause', filter: { state: 'suspended' } },
]

/** The piles of the workbench that are a role's own work, in the order of the loop. */
const piles: Record<string, string[]> = {
  grid_worker: ['to_acknowledge', 'to_complete'],
  dispatcher: ['to_accept', 'to_dispatch', 'to_rule', 'to_feed_back', 'suspended'],
  department: ['to_sign', 'to_handle'],
  crew: ['to_handle'],
  checker: ['to_check', 'to_spot_check'],
  caller: ['to_feed_back', 'to_call_back'],
  leader: ['to_accept', 'to_handle', 'to_check', 'suspended'],
}
/** Counts to show somebody: the own piles always, others only while something overdue lies in them; at most six. */
export function pilesOf<T extends { key: string; overdue: number }>(roles: string[], counts: T[]): T[] {
  const own = new Set(roles.flatMap(role => piles[role] ?? []))
  const mine = counts.filter(item => own.has(item.key)), others = counts.filter(item => !own.has(item.key) && item.overdue > 0)
  return [...mine, ...others].slice(0, 5)
}
