// 飞线充电, a drizzly Tuesday 07:50: the worker handles it on the spot twice; the third time at the place it must go up.
import { test, expect } from '@playwright/test'
import { Staff, grids, placeIn, shows, unitNamed, uuid } from './city'

test('twice on the spot, the third time it goes to the fire service', async () => {
  const grid = grids[7]!
  const worker = await Staff.signIn(`grid-${grid}`)
  const place = await placeIn(grid, '凤和里12号架空层')
  place.lon += 0.00005
  const report = async (self_handled: boolean) => worker.api.post('/api/v1/incidents', {
    data: {
      id: uuid(), matter: '030101', description: '窗口拉线下来给电动车充电', place, urgency: 'normal', source: 'patrol', self_handled,
      attachments: [await worker.photo('before'), await worker.photo('after')],
    } })
  const figures = async () => (await (await (await Staff.signIn('leader-1')).api.get('/api/v1/figures/loop')).json())
  const before = await figures()
  let handled = 0
  let refusal: { code: string; title: string } | undefined
  for (let time = 0; time < 3 && !refusal; ++time) {
    const answer = await report(true)
    if (answer.status() === 201) {
      expect((await answer.json()).state).toBe('self_closed')
      ++handled
    } else refusal = await answer.json()
  }
  expect(handled).toBe(2)
  expect(refusal!.code).toBe('self_handling_repeat')
  expect(refusal!.title).toContain('须上报')
  const after = await figures()
  expect(after.self_handled).toBe(before.self_handled + 2)
  expect(after.closed.denominator, 'self-handled cases stay out of the closure rate').toBe(before.closed.denominator)

  const up = await report(false)
  expect(up.status(), await up.text()).toBe(201)
  const id = (await up.json()).id
  const dispatcher = await Staff.signIn('dispatcher-2')
  expect((await dispatcher.incident(id)).repeat_count).toBe(3)
  await dispatcher.act(id, 'accept')
  const station = await unitNamed(dispatcher, 'fire_rescue')
  expect((await dispatcher.act(id, 'dispatch', { unit: station.id })).owner.unit_name).toBe(station.name)
  shows('INC-19', 'self_handling.spec.ts')
})

test('what is not on the list, or has no two photos, is not closed on the spot', async () => {
  const grid = grids[8]!
  const worker = await Staff.signIn(`grid-${grid}`)
  const place = await placeIn(grid)
  const attempt = async (matter: string, stages: string[]) => (await (await worker.api.post('/api/v1/incidents', {
    data: { id: uuid(), matter, description: '试', place, source: 'patrol', self_handled: true,
      attachments: await Promise.all(stages.map((stage) => worker.photo(stage))) } })).json()).code
  expect(await attempt('040201', ['before', 'after'])).toBe('self_handling_not_listed')
  expect(await attempt('030101', ['before'])).toBe('self_handling_evidence')
})
