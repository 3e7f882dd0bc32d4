import { expect, it } from 'vitest'
import type { Matter } from '@/kit/api/types'
import { byPlace } from './channels'

it('sorts matters by whether they may be filed at the place; without a place all may', () => {
  const [a, b, c] = [{ code: '1' }, { code: '2', in_force: false }, { code: '3', in_force: true }] as Matter[]
  expect(byPlace([a!, b!, c!])).toEqual({ here: [a, c], elsewhere: [b] })
})
