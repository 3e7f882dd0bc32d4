import { expect, test } from 'vitest'
import { groupSamples } from './samples'

const account = (role: string, role_name: string, jurisdiction: string, username: string) => ({ role, role_name, jurisdiction, username, password: 'x' })
const accounts = [
  account('dispatcher', '调度员', '北京街', 'dispatcher-1'),
  ...Array.from({ length: 2000 }, (_, n) => account('grid_worker', '网格员', n < 1000 ? '北京街第一网格' : '大东街第一网格', `grid-${n}`)),
  account('dispatcher', '调度员', '大东街', 'dispatcher-2'),
]
const shown = (words: string) => groupSamples(accounts, words, 3).map(group => [group.name, group.total, group.shown.map(one => one.username)])

test('a handful of each role, and how many there are', () => {
  expect(shown('')).toEqual([['调度员', 2, ['dispatcher-1', 'dispatcher-2']], ['网格员', 2000, ['grid-0', 'grid-1', 'grid-2']]])
})
test('every word narrows, by role, territory or account', () => {
  expect(shown('大东街 调度')).toEqual([['调度员', 1, ['dispatcher-2']]])
  expect(shown(' GRID-1999 ')).toEqual([['网格员', 1, ['grid-1999']]])
  expect(shown('没有')).toEqual([])
})
