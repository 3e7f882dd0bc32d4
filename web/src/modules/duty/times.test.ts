import { expect, test } from 'vitest'
import { instantOf, mondayOf, plusDays } from './times'

test('a wall clock of the city is an instant', () => {
  expect(instantOf('2026-11-21', '23:40')).toBe('2026-11-21T15:40:00Z')
})
test('weeks begin on Monday, also late on a Sunday', () => {
  expect(mondayOf(Date.parse('2026-11-22T23:30:00+08:00'))).toBe('2026-11-16')
  expect(mondayOf(Date.parse('2026-11-23T00:10:00+08:00'))).toBe('2026-11-23')
  expect(plusDays('2026-11-23', 7)).toBe('2026-11-30')
})
