import { beforeAll, expect, test } from 'vitest'
import kit from '@/locale/zh-CN/kit.json'
import { remainingSpan, span } from './format'
import { addTexts } from './i18n'

beforeAll(() => addTexts({ kit }))
const working = (minutes: number) => remainingSpan({ minutes, unit: 'working' })
const natural = (minutes: number) => remainingSpan({ minutes, unit: 'natural' })

test('a working day begun is still a day that is left', () => {
  expect(working(3 * 420)).toBe('3工作日')
  expect(working(3 * 420 - 1)).toBe('3工作日')
  expect(working(2 * 420 + 1)).toBe('3工作日')
  expect(working(2 * 420)).toBe('2工作日')
  expect(natural(3 * 1440 - 1)).toBe('3天')
})
test('hours that are left go to the nearest, minutes are exact', () => {
  expect(working(2 * 420 - 1)).toBe('14工作时')
  expect(working(119)).toBe('2工作时')
  expect(working(89)).toBe('1工作时')
  expect(natural(24 * 60 - 1)).toBe('24小时')
  expect(working(59)).toBe('59分钟')
  expect(working(0)).toBe('0分钟')
})
test('overdue counts only what is full', () => {
  expect(working(-119)).toBe('1工作时')
  expect(working(-(3 * 420 - 1))).toBe('2工作日')
  expect(natural(-(72 * 60 - 1))).toBe('2天')
  expect(span(3 * 420 - 1, 'working')).toBe('2工作日')
  expect(remainingSpan(null)).toBe('')
})
