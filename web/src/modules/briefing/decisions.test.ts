import { expect, test } from 'vitest'
import { addTexts } from '@/kit/i18n'
import type { ActionView, Incident } from '@/kit/api/types'
import kit from '@/locale/zh-CN/kit.json'
import texts from '@/locale/zh-CN/briefing.json'
import incidents from '@/locale/zh-CN/incidents.json'
import { decisionOf, fieldsOf, firstWords, sentence, termsOf } from './decisions'

addTexts({ kit, briefing: texts, incidents })
const action = (name: string, fields: string[] = [], allowed = true): ActionView => ({ name, to: '', allowed, fields })
const incident = (actions: ActionView[], history: { action: string; note?: string; fields?: Record<string, unknown> }[] = []) => ({ actions, history }) as unknown as Incident

test('only what the workflow lets this leader do is offered', () => {
  expect(decisionOf('raise', incident([action('approve_raise', [], false), action('refuse_raise', ['reason'], false)]))).toBeUndefined()
  const offered = decisionOf('raise', incident([action('approve_raise'), action('refuse_raise', ['reason'])], [{ action: 'ask_raise', note: 'no crane' }]))
  expect(offered?.asked?.note).toBe('no crane')
  expect(fieldsOf(offered!, offered!.yes!, '', '')).toEqual({})
  expect(fieldsOf(offered!, offered!.no!, 'stay', '')).toEqual({ reason: 'stay' })
  expect(firstWords(offered!, offered!.no!)).not.toBe('')
})

test('agreeing to 挂账 grants what was asked for', () => {
  const asked = decisionOf('suspension', incident([action('suspend', ['cause', 'cause_kind', 'review_on', 'notice'])], [{ action: 'ask_suspension', note: 'no money', fields: { cause_kind: 'funds', review_on: '2026-12-20' } }]))!
  expect(firstWords(asked, asked.yes!)).toContain('12月20日')
  expect(termsOf(asked)).toBe('等资金，2026年12月20日复查')
  expect(fieldsOf(asked, asked.yes!, 'told', '')).toEqual({ cause: 'no money', cause_kind: 'funds', review_on: '2026-12-20', notice: 'told' })
})

test('the sentence says moment, numbers, worst places and what they count', () => {
  const numbers = { collected: 12, closed: 9, self_handled: 2, open: 25, overdue: 3, urgent: 1 }
  const text = sentence({ ...numbers, at: '2026-11-22T09:05:00Z', scope_name: '矿泉街道', units: [], areas: [{ ...numbers, code: '1', name: '甲社区', overdue: 1 }, { ...numbers, code: '2', name: '乙社区', overdue: 2 }] })
  expect(text).toContain('矿泉街道')
  expect(text).toContain('2026年11月22日 17:05')
  expect(text).toContain('新收12件')
  expect(text.indexOf('乙社区2件')).toBeLessThan(text.indexOf('甲社区1件'))
  expect(text).toContain('口径')
})
