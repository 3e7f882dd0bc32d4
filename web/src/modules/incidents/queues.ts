import type { IconName } from '@/kit/icons'

/** Saved views every staff member has; the first without an icon counts all that is open. */
export interface Queue { key: string; icon?: IconName; filter: Record<string, string> }

export const openStates = 'reminded,verifying,collected,returned,accepted,dispatched,handling,suspended,done,checked,fed_back,callback'
export const workQueues: Queue[] = [
  { key: 'open', filter: { state: openStates } },
  { key: 'intake', icon: 'inbox', filter: { state: 'reminded,verifying,collected,returned' } },
  { key: 'dispatch', icon: 'send', filter: { state: 'accepted,dispatched' } },
  { key: 'handling', icon: 'flag', filter: { state: 'handling' } },
  { key: 'check', icon: 'verify', filter: { state: 'done,checked,fed_back,callback' } },
  { key: 'overdue', icon: 'urge', filter: { state: openStates, overdue: 'true' } },
  { key: 'suspended', icon: 'pause', filter: { state: 'suspended' } },
]
