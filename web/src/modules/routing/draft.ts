import { uuid7 } from '@/kit/uuid'
import type { Rule, RuleSet, ShownRule } from './api'

/** A list as its keeper is changing it, made from `version`; kept in this browser until it is published or dropped. */
export interface Draft { id: string; version: number; rules: ShownRule[] }

/** What the server takes of a rule it has shown. */
export const asSent = ({ id, name, matter, area, when, weekdays, from, to, answers, unit, unit_kind, person, enabled, note, precedent }: ShownRule): Rule =>
  ({ id, name, matter, area, when, weekdays, from, to, answers, unit, unit_kind, person, enabled, note, precedent })

export const newRule = (more: Partial<Rule> = {}): Rule =>
  ({ id: uuid7(), name: '', matter: '', area: '', when: 'always', weekdays: [], from: '', to: '', answers: [], unit: null, unit_kind: '', person: null, enabled: true, note: '', precedent: null, ...more })

/** A copy of what may be a reactive proxy, which structuredClone refuses. */
export const copied = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T

export const draftOf = (set: RuleSet): Draft => ({ id: uuid7(), version: set.version, rules: copied(set.rules) })

/** Whether the draft says anything else than the published list. */
export const isChanged = (draft: Draft, set: RuleSet) => JSON.stringify(draft.rules.map(asSent)) !== JSON.stringify(set.rules.map(asSent))

/** The list with the rule at `from` moved to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list]
  next.splice(Math.max(0, Math.min(to, list.length - 1)), 0, ...next.splice(from, 1))
  return next
}

const key = 'linli.routing.draft'
export function keptDraft(): Draft | null {
  try { return JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null } catch { return null }
}
export function keepDraft(draft: Draft | null) {
  if (draft) localStorage.setItem(key, JSON.stringify(draft))
  else localStorage.removeItem(key)
}
