import { describe, expect, it } from 'vitest'
import type { RuleSet } from './api'
import { asSent, draftOf, isChanged, moved, newRule } from './draft'

const set: RuleSet = { version: 3, current: true, at: null, by: null, note: '', example: false, answers: [], unit_kinds: [], rules: [{ ...newRule({ name: 'a' }), number: 1, mine: true, stale: '' }, { ...newRule({ name: 'b' }), number: 2 }] }

describe('a draft of rules', () => {
  it('is unchanged until a rule or the order is', () => {
    const draft = draftOf(set)
    expect(isChanged(draft, set)).toBe(false)
    expect(isChanged({ ...draft, rules: moved(draft.rules, 0, 1) }, set)).toBe(true)
    draft.rules[0]!.enabled = false
    expect(isChanged(draft, set)).toBe(true)
    expect(set.rules[0]!.enabled).toBe(true)
  })
  it('moves within the list only', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a'])
  })
  it('sends nothing that only the server says', () => {
    expect(Object.keys(asSent(set.rules[0]!))).not.toEqual(expect.arrayContaining(['number']))
    expect(asSent(set.rules[0]!)).not.toHaveProperty('stale')
  })
})
