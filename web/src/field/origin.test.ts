import { expect, test } from 'vitest'
import { originOf, rememberRules } from './origin'

const taken = { takenAt: '2026-11-21T15:40:00Z' }, after = (minutes: number, ms = 0) => Date.parse(taken.takenAt) + minutes * 60_000 + ms

test('a picture is from the gallery from the minute the city says', () => {
  expect(originOf(taken, after(600)), 'nothing is known yet').toBe('camera')
  rememberRules({ gallery_after_minutes: 10 })
  expect(originOf(taken, after(10))).toBe('camera')
  expect(originOf(taken, after(10, 1))).toBe('gallery')
  rememberRules({ gallery_after_minutes: 25 })
  expect(originOf(taken, after(10, 1)), 'another city').toBe('camera')
  expect(originOf(taken, after(25, 1))).toBe('gallery')
})
