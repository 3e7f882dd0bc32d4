import { expect, test } from 'vitest'
import type { Matter } from '@/kit/api/types'
import { suggestMatters } from './suggest'

const matter = (code: string, name: string, hint = '') => ({ code, name, hint }) as Matter
const catalogue = [matter('1', '路灯不亮'), matter('2', '飞线充电', '从窗口拉线充电'), matter('3', '垃圾桶满溢'), matter('9', '其他')]

test('what the text speaks of comes first and is marked', () => {
  const [first] = suggestMatters(catalogue, '窗口拉线下来给电动车充电', {})
  expect(first).toEqual({ matter: catalogue[1], suggested: true })
})
test('without text the most used come first, unmarked', () => {
  const chips = suggestMatters(catalogue, '', { 3: 4, 1: 2 }, 2)
  expect(chips.map(chip => chip.matter.code)).toEqual(['3', '1', '9'])
  expect(chips.some(chip => chip.suggested)).toBe(false)
})
test('the last resort is always there, once, at the end', () => {
  expect(suggestMatters(catalogue, '其他', { 9: 50 }).filter(chip => chip.matter.code === '9')).toHaveLength(1)
})
