// 采办分离 by real requests: the table of every way for one person to hold two conflicting duties in one case. The person
// holds each duty by an account of its own, opened by the administrator as offices do; all attempts are refused (INC-04).
import { expect, request, test } from '@playwright/test'
import { Staff, base, grids, placeIn, reportPublicly, shows, unitNamed, uuid } from './city'

const grid = grids[10]!
const street = grid.slice(0, 9)
const password = 'a-long-password-7'
type Duty = 'reporter' | 'collector' | 'self_handler' | 'handler' | 'checker' | 'spot_checker' | 'caller'
const roleOf: Record<Exclude<Duty, 'reporter'>, string> = {
  collector: 'grid_worker', self_handler: 'grid_worker', handler: 'department', checker: 'checker', spot_checker: 'checker', caller: 'caller',
}

let serial = Date.now() % 100_000_000
/** A person with one account for each of the duties. */
async function person(duties: Duty[]) {
  const administrator = await Staff.signIn('administrator-1')
  const phone = `139${String(++serial).padStart(8, '0')}`
  const dispatcher = await Staff.signIn('dispatcher-1')
  const unit = await unitNamed(dispatcher, 'street_sanitation')
  const centre = await unitNamed(dispatcher, 'street_centre')
  const accounts: Partial<Record<Duty, Staff>> = {}
  for (const duty of duties) {
    if (duty === 'reporter') continue
    const role = roleOf[duty]
    const grant = role === 'department' ? { role, prefix: '', line: '', unit: unit.id } : { role, prefix: role === 'grid_worker' ? grid : street, line: '' }
    const username = `p${serial}-${duty.replace('_', '-')}`
    const opened = await administrator.api.post('/api/v1/accounts', {
      data: { id: uuid(), username, name: '一人多号', phone, unit: role === 'department' ? unit.id : centre.id, grants: [grant] } })
    expect(opened.status(), await opened.text()).toBe(201)
    const secret = new URL((await opened.json()).link, base).hash.slice(1)
    const set = await (await request.newContext({ baseURL: base })).post(`/api/v1/links/${secret}`, { data: { password } })
    expect(set.status(), await set.text()).toBeLessThan(300)
    accounts[duty] = await Staff.signIn(username, password)
  }
  return { phone, accounts }
}

/** The loop with the person in the named duties and the demo's own staff in all others; stops before `last`. */
class Walk {
  id = ''
  constructor(readonly who: Partial<Record<Duty, Staff>>, readonly phone: string) {}
  async as(duty: Exclude<Duty, 'reporter'>) {
    const own: Record<string, string> = {
      collector: `grid-${grid}`, self_handler: `grid-${grid}`, handler: 'street-sanitation-1', checker: 'checker-1', spot_checker: 'checker-2', caller: 'caller-1',
    }
    return this.who[duty] ?? Staff.signIn(own[duty]!)
  }
  /** Tries the step that gives `duty`; the problem's code, or '' when it was let through. */
  async try(duty: Duty): Promise<string> {
    const steps: Record<string, () => Promise<[Staff, string, object]>> = {
      handler: async () => [await this.as('handler'), 'sign', {}],
      checker: async () => [await this.as('checker'), 'pass', { note: '看过' }],
      spot_checker: async () => [await this.as('spot_checker'), 'spot_check', { note: '看过' }],
      caller: async () => [await this.as('caller'), 'explain', { note: '说明' }],
    }
    const [staff, action, fields] = await steps[duty]!()
    const answer = await staff.attempt(this.id, action, fields)
    return answer.status() === 200 ? '' : (await answer.json()).code
  }
  async until(last: Duty, first: Duty) {
    const dispatcher = await Staff.signIn('dispatcher-1')
    if (first === 'self_handler') {
      const worker = await this.as('self_handler')
      const place = await placeIn(grids[20 + (serial % 40)]!)
      const answer = await worker.api.post('/api/v1/incidents', { data: { id: uuid(), matter: '010301', description: '小广告',
        place: await placeIn(grid), source: 'patrol', self_handled: true, attachments: [await worker.photo('before'), await worker.photo('after')] } })
      expect(answer.status(), await answer.text() + place.address).toBe(201)
      this.id = (await answer.json()).id
      return
    }
    if (first === 'reporter') {
      const receipt = await reportPublicly(grid, { reporter: { name: '一人多号', phone: this.phone, consent: false } })
      this.id = receipt.id
      const worker = await this.as('collector')
      await worker.act(this.id, 'acknowledge')
      await worker.act(this.id, 'submit')
    } else {
      const receipt = await reportPublicly(grid)
      this.id = receipt.id
      const worker = await this.as('collector')
      await worker.act(this.id, 'acknowledge')
      await worker.act(this.id, 'submit')
    }
    await dispatcher.act(this.id, 'accept')
    await dispatcher.act(this.id, 'dispatch', { unit: (await unitNamed(dispatcher, 'street_sanitation')).id })
    if (last === 'handler') return
    const handler = await this.as('handler')
    await handler.act(this.id, 'sign')
    await handler.act(this.id, 'report_done', { result: '已清', attachments: [await handler.photo('after')] })
    if (last === 'checker') return
    await (await this.as('checker')).act(this.id, 'pass', { note: '看过' })
    const neutral = await Staff.signIn('caller-2')
    await neutral.act(this.id, 'record_attempt', { reached: true })
    await neutral.act(this.id, 'feed_back', { note: '已告知' })
    const { number, code } = await dispatcher.incident(this.id)
    const rated = await (await request.newContext({ baseURL: base })).post(`/api/v1/public/reports/${number}/ratings?code=${code}`,
      { data: { id: uuid(), score: 'dissatisfied', reasons: ['again'], text: '' } })
    expect(rated.status(), await rated.text()).toBe(200)
  }
}

const table: [Duty, Duty][] = [
  ['collector', 'handler'], ['collector', 'checker'], ['reporter', 'handler'], ['reporter', 'checker'], ['handler', 'checker'],
  ['handler', 'caller'], ['checker', 'caller'], ['self_handler', 'spot_checker'],
]
for (const [first, second] of table) {
  test(`${first} then ${second}, two accounts of one person: refused`, async () => {
    const { phone, accounts } = await person([first, second])
    const walk = new Walk(accounts, phone)
    await walk.until(second, first)
    const before = (await (await Staff.signIn('dispatcher-1')).incident(walk.id)).version
    expect(await walk.try(second)).toBe('separation')
    const both = await Promise.all([walk.try(second), walk.try(second)])  // and again, two at the same moment
    expect(both).toEqual(['separation', 'separation'])
    expect((await (await Staff.signIn('dispatcher-1')).incident(walk.id)).version, 'nothing was written').toBe(before)
    // Somebody else may: it was the person that was refused, not the step.
    walk.who[second] = undefined
    expect(await walk.try(second)).toBe('')
    shows('INC-04', 'separation.spec.ts')
  })
}

test('of attempts on one version at the same moment exactly one passes', async () => {
  const walk = new Walk({}, '')
  await walk.until('handler', 'collector')
  const handler = await Staff.signIn('street-sanitation-1')
  const version = (await handler.incident(walk.id)).version
  const answers = await Promise.all([1, 2, 3, 4].map(() => handler.attempt(walk.id, 'sign', {}, version)))
  expect(answers.filter((answer) => answer.status() === 200)).toHaveLength(1)
  for (const answer of answers)
    if (answer.status() !== 200) expect(['changed_meanwhile', 'not_from_here']).toContain((await answer.json()).code)
})
