import { expect, test } from 'vitest'
import { instantOf, mondayOf, plusDays, span } from './times'

test('a wall clock of the city is an instant', () => {
  expect(instantOf('2026-11-21', '23:40')).toBe('2026-11-21T15:40:00Z')
})
test('weeks begin on Monday, also late on a Sunday', () => {
  expect(mondayOf(Date.parse('2026-11-22T23:30:00+08:00'))).toBe('2026-11-16')
  expect(mondayOf(Date.parse('2026-11-23T00:10:00+08:00'))).toBe('2026-11-23')
  expect(plusDays('2026-11-23', 7)).toBe('2026-11-30')
})
test('a length of natural time can be counted here, working time cannot', () => {
  expect(span({ count: 24, unit: 'natural_hours' })).toBe(86_400_000)
  expect(span({ count: 30, unit: 'natural_minutes' })).toBe(1_800_000)
  expect(span({ count: 1, unit: 'working_days' })).toBe(Infinity)
  expect(span(undefined)).toBe(Infinity)
})
