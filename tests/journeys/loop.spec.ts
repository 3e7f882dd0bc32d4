// The whole loop by real requests, one role each: a resident reports, the grid's worker is reminded, the centre accepts and
// dispatches, a department handles, somebody else checks, the resident is told and rates (P-01, P-02, P-03).
import { request, test, expect } from '@playwright/test'
import { Staff, base, follow, grids, reportPublicly, shows, unitNamed, uuid } from './city'

test('a report walks from the resident to the resident', async () => {
  const grid = grids[3]!
  const receipt = await reportPublicly(grid)
  expect(receipt.number).toMatch(/^E-440104-\d{8}-\d{6}$/)
  expect(receipt.code).toMatch(/^\d{6}$/)
  expect(receipt.grid.code).toBe(grid)
  expect(receipt.state).toBe('reminded')
  const id = receipt.id

  const worker = await Staff.signIn(`grid-${grid}`)
  expect((await worker.incident(id)).owner.person).toBeTruthy()
  await worker.act(id, 'acknowledge')
  expect((await worker.act(id, 'submit', { note: '现场属实' })).state).toBe('collected')
  shows('PUB-03', 'loop.spec.ts')

  const dispatcher = await Staff.signIn('dispatcher-1')
  const seen = await dispatcher.incident(id)
  expect(seen.source).toBe('public')
  expect(seen.description).toContain('装修垃圾')
  shows('INC-15', 'loop.spec.ts')
  await dispatcher.act(id, 'accept')
  const unit = await unitNamed(dispatcher, 'street_sanitation')
  const sent = await dispatcher.act(id, 'dispatch', { unit: unit.id })
  expect(sent.owner.unit_name).toBe(unit.name)

  const handler = await Staff.signIn('street-sanitation-1')
  await handler.act(id, 'sign')
  const handled = await handler.incident(id)
  expect(handled.reporters_hidden, 'handlers do not see who reported').toBe(true)
  expect(handled.reporters).toEqual([])
  expect(await handler.refused(id, 'report_done', { result: '已清运' })).toBe('invalid_input')
  await handler.act(id, 'report_done', { result: '已清运，路面干净。', attachments: [await handler.photo('after')] })

  const checker = await Staff.signIn('checker-1')
  expect((await checker.act(id, 'pass', { note: '现场复看，确已清走。' })).state).toBe('checked')

  const caller = await Staff.signIn('caller-1')
  expect(await caller.refused(id, 'feed_back', { note: '已告知' })).toBe('attempts_not_used_up')
  await caller.act(id, 'record_attempt', { reached: true })
  expect((await caller.act(id, 'feed_back', { note: '已电话告知。' })).state).toBe('fed_back')
  shows('INC-07', 'loop.spec.ts')

  const view = await (await follow(receipt.number, receipt.code)).json()
  expect(view.steps.map((step: { key: string }) => step.key)).toEqual(['received', 'assigned', 'handling', 'checking', 'rating'])
  expect(view.result).toContain('已清运')
  expect(view.actions).toContain('rate')
  shows('PUB-04', 'loop.spec.ts')

  const resident = await request.newContext({ baseURL: base })
  const rated = await resident.post(`/api/v1/public/reports/${receipt.number}/ratings?code=${receipt.code}`,
    { data: { id: uuid(), score: 'satisfied', reasons: [], text: '' } })
  expect(rated.status(), await rated.text()).toBe(200)
  const closed = await dispatcher.incident(id)
  expect(closed.state).toBe('closed')
  expect(closed.rating.score).toBe('satisfied')
  expect(closed.history.map((step: { action: string }) => step.action)).toEqual(
    ['public_report', 'acknowledge', 'submit', 'accept', 'dispatch', 'sign', 'report_done', 'pass', 'record_attempt', 'feed_back', 'rate'])
})

test('a dissatisfied resident is called back by somebody else, and the case is reworked at most twice', async () => {
  const grid = grids[4]!
  const receipt = await reportPublicly(grid)
  const id = receipt.id
  const [worker, dispatcher, handler, checker, caller] = await Promise.all(
    [`grid-${grid}`, 'dispatcher-1', 'street-sanitation-1', 'checker-1', 'caller-1'].map((name) => Staff.signIn(name)))
  await worker!.act(id, 'acknowledge')
  await worker!.act(id, 'submit')
  await dispatcher!.act(id, 'accept')
  const unit = await unitNamed(dispatcher!, 'street_sanitation')
  await dispatcher!.act(id, 'dispatch', { unit: unit.id })
  const resident = await request.newContext({ baseURL: base })
  for (let round = 0; round < 3; ++round) {
    await handler!.act(id, 'sign')
    await handler!.act(id, 'report_done', { result: '已处理', attachments: [await handler!.photo('after')] })
    await checker!.act(id, 'pass', { note: '已看' })
    // Told anew after every rework.
    expect(await caller!.refused(id, 'feed_back', { note: '已告知' })).toBe('attempts_not_used_up')
    await caller!.act(id, 'record_attempt', { reached: true })
    await caller!.act(id, 'feed_back', { note: '已告知' })
    const rated = await resident.post(`/api/v1/public/reports/${receipt.number}/ratings?code=${receipt.code}`,
      { data: { id: uuid(), score: 'dissatisfied', reasons: ['again'], text: '又堆上了' } })
    expect(rated.status(), await rated.text()).toBe(200)
    expect((await dispatcher!.incident(id)).state).toBe('callback')
    if (round < 2) await caller!.act(id, 'rework', { reason: '现场又有堆放' })
  }
  expect(await caller!.refused(id, 'rework', { reason: '再来一次' })).toBe('rework_limit')
  const explained = await caller!.act(id, 'explain', { note: '已说明下一步巡查安排。' })
  expect(explained.state).toBe('closed')
  expect(explained.outcome).toBe('explained')
  shows('INC-14', 'loop.spec.ts')
})

test('the same report sent again is the same report; other words under its id are refused', async () => {
  const id = uuid()
  const first = await reportPublicly(grids[5]!, { id, description: '第一次' })
  const again = await reportPublicly(grids[5]!, { id, description: '第一次' })
  expect(again.number).toBe(first.number)
  expect(again.code).toBe(first.code)
  const api = await request.newContext({ baseURL: base })
  const other = await api.post('/api/v1/public/reports', {
    data: { id, matter: '010102', description: '别的话', place: { lon: 113.2506, lat: 23.1598, system: 'wgs84', address: '' } } })
  expect((await other.json()).code).toBe('record_id_reused')
  expect((await follow(first.number, first.code === '000000' ? '000001' : '000000')).status()).toBe(404)
})

test('garbage is refused with every mistake named', async () => {
  const worker = await Staff.signIn(`grid-${grids[0]}`)
  const answer = await worker.api.post('/api/v1/incidents', {
    data: { id: 'x', matter: '9', place: { lon: 500, lat: 'north' }, urgency: 'now', colour: 'red', attachments: [{ digest: 'zz' }] } })
  expect(answer.status()).toBe(422)
  expect(answer.headers()['content-type']).toContain('application/problem+json')
  const fields = (await answer.json()).errors.map((error: { field: string }) => error.field)
  for (const field of ['id', 'matter', 'place.lon', 'place.lat', 'urgency', 'colour', 'attachments[0].digest'])
    expect(fields, JSON.stringify(fields)).toContain(field)
  const nowhere = await worker.api.post('/api/v1/incidents', {
    data: { id: uuid(), matter: '010102', description: '海上', place: { lon: 115.5, lat: 21.0, system: 'wgs84', address: '' } } })
  expect((await nowhere.json()).code).toBe('outside_city')
  shows('INC-10', 'loop.spec.ts')
})
