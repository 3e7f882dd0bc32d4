import type { DemoAccount } from '@/kit/api/types'
import { word } from '@/kit/i18n'

/** Accounts of one role: `shown` of `total`. */
export interface SampleGroup { role: string; name: string; total: number; shown: DemoAccount[] }

/**
 * Sample accounts by role, in the order roles first come up, with at most `each` of a role: a demo district has
 * thousands. `words` narrow them by role, territory and account; every one of them must be found.
 */
export function groupSamples(accounts: DemoAccount[], words: string, each: number): SampleGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const groups = new Map<string, SampleGroup>()
  for (const account of accounts) {
    const name = word('kit.roles', account.role, account.role_name)
    const text = `${name} ${account.jurisdiction} ${account.username}`.toLowerCase()
    if (!wanted.every(one => text.includes(one))) continue
    const group = groups.get(account.role) ?? { role: account.role, name, total: 0, shown: [] }
    if (group.shown.length < each) group.shown.push(account)
    group.total += 1
    groups.set(account.role, group)
  }
  return [...groups.values()]
}
