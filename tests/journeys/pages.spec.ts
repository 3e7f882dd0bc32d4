// Every page of every role at the sizes people have: nothing sticks out, no rule of accessibility is broken, no code
// name of a state, a step or a reason shows where words should stand. LINLI_SHOTS=FOLDER keeps a picture of each.
import { expect, test, type Browser, type Page } from '@playwright/test'
import { Person, patient } from './browser'
import { Staff, grids, placeIn, reportPublicly, shows, unitNamed, uuid } from './city'

test.describe.configure({ timeout: 900_000 })

/** What a person must never read: names of the program's own, such as working_hours or not_yours. */
async function speaksChinese(person: Person, where: string) {
  const text = await person.page.locator('body').innerText()
  const raw = [...text.matchAll(/\b[a-z]+(?:_[a-z]+)+\b|\b(?:undefined|null|NaN|skipped|refusal\.\w+)\b|\{\w+\}/g)].map((found) => found[0])
  expect.soft(raw, `${person.name}, ${where}: raw names show`).toEqual([])
}

/** `then` opens what the page shows only when asked. */
async function look(person: Person, path: string, name: string, size: string, then?: (page: Page) => Promise<void>) {
  const { page } = person
  await page.goto(path)
  await patient(page.locator('h1').first()).toBeAttached()
  await then?.(page)
  await page.waitForTimeout(700) // what a page asks for first; with an event stream it is never quite idle
  if (await page.locator('.map-canvas').count()) await page.locator('.map-canvas[data-idle]').first().waitFor({ timeout: 60_000 })
  await person.sees(`${name}-${size}`, size !== '1920')
  await speaksChinese(person, name)
}

const office = ['/console/', '/console/incidents?open=true', '/console/territory', '/console/matters', '/console/notices', '/console/me']
const staff: [string, string, string[]][] = [
  ['dispatcher', 'dispatcher-1', [...office, '/console/incidents/new', '/console/nothing-here']],
  ['department', 'street-sanitation-1', office],
  ['checker', 'checker-1', office],
  ['caller', 'caller-1', office],
  ['leader', 'leader-1', office],
  ['auditor', 'auditor-1', ['/console/', '/console/me']],
  ['analyst', 'analyst-1', ['/console/', '/console/me']],
  ['administrator', 'administrator-1', ['/console/', '/console/accounts', '/console/territory', '/console/matters', '/console/notices', '/console/me', '/console/health', '/console/webhooks', '/console/my-mail']],
]
const named = (path: string) => path.replace(/^\/(console|field)/, '').replace(/\?.*/, '').replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'

async function consolePages(browser: Browser, role: string, username: string, paths: string[]) {
  const person = await Person.open(browser, role)
  await person.signIn('/console/', username)
  for (const [size, viewport] of [['1280', { width: 1280, height: 800 }], ['1920', { width: 1920, height: 1080 }]] as const) {
    await person.page.setViewportSize(viewport)
    for (const path of paths) await look(person, path, named(path), size)
    // One case in each state this role can see: every state has its words and its own shape of page.
    if (paths.length > 2 && role !== 'administrator') {
      const list = await (await person.page.request.get('/api/v1/incidents?limit=200&order=changed')).json()
      const states = new Map<string, string>(list.items.map((row: { state: string; id: string }) => [row.state, row.id]))
      for (const [state, id] of size === '1280' && role === 'dispatcher' ? states : [...states].slice(0, 1)) {
        await look(person, `/console/incidents/${id}`, `case-${state}`, size)
      }
    }
  }
  await person.leave()
}

for (const [role, username, paths] of staff) {
  test(`${role}: every page of the console @long`, async ({ browser }) => {
    await consolePages(browser, role, username, paths)
    if (role === 'administrator') shows('DAT-09', 'pages.spec.ts')
  })
}

for (const [role, username] of [['grid-worker', `grid-${grids[15]}`], ['field-checker', 'checker-2'], ['field-department', 'street-sanitation-2']] as const) {
  test(`${role}: every page of the field @long`, async ({ browser }) => {
    if (role === 'grid-worker') await reportPublicly(grids[15]!)
    const person = await Person.open(browser, role, { onPhone: true, at: await placeIn(grids[15]!) })
    await person.page.goto('/field/sign-in')
    await person.sees('sign-in')
    await person.signIn('/field/', username)
    const paths = ['/field/', '/field/report', '/field/outbox', '/field/map', '/field/messages', '/field/me']
    for (const path of paths) await look(person, path, named(path), '390')
    const tasks = await (await person.page.request.get('/api/v1/incidents?limit=1&order=due')).json()
    await look(person, `/field/tasks/${tasks.items[0].id}`, 'task', '390')
    await person.leave()
  })
}

test('resident: every page, in elder mode too @long', async ({ browser }) => {
  const receipt = await reportPublicly(grids[16]!)
  const resident = await Person.open(browser, 'resident', { onPhone: true, at: await placeIn(grids[16]!) })
  for (const mode of ['390', 'elder']) {
    for (const path of ['/', '/report', '/follow', '/worker', '/phone']) await look(resident, path, named(path), mode)
    await resident.page.goto('/follow')
    await resident.page.getByLabel('编号').fill(receipt.number)
    await resident.page.getByLabel(/查询码/).fill(receipt.code)
    await resident.press('查')
    await patient(resident.page.getByText('已收到您的上报')).toBeVisible()
    await resident.sees(`follow-case-${mode}`)
    if (mode === '390') await resident.press('大字版')
  }
  await resident.page.setViewportSize({ width: 1280, height: 800 })
  await look(resident, '/', 'home', '1280')
  await resident.leave()
})

/** The phone's width for the console, whose main part scrolls by itself: it must not stick out either. */
async function narrow(person: Person, path: string, name: string, then?: (page: Page) => Promise<void>) {
  await look(person, path, name, '390', then)
  const over = await person.page.evaluate(() => { const main = document.querySelector('main')!; return main.scrollWidth - main.clientWidth })
  expect.soft(over, `${person.name}, ${name}: its main part sticks out by ${over} px`).toBeLessThanOrEqual(1)
}
const tab = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click()
type Sight = [path: string, then?: (page: Page) => Promise<void>, name?: string]
const rest: [string, string, Sight[]][] = [
  ['office-dispatcher', 'dispatcher-1', [['/console/incidents?level=own'], ['/console/duty', tab('值班表'), 'roster'], ['/console/duty', tab('AB角与请假'), 'grids'], ['/console/duty', tab('补单'), 'after-orders'], ['/console/duty/handovers'], ['/console/orders'], ['/console/buildings'], ['/console/routing'], ['/console/matter-lists'], ['/console/first-asked'], ['/console/my-mail']]],
  ['office-leader', 'leader-1', [['/console/leader'], ['/console/duty'], ['/console/views'], ['/console/supervisions'], ['/console/assists'], ['/console/routing']]],
  ['office-administrator', 'administrator-1', [['/console/orders/keys'], ['/console/suggestion'], ['/console/health'], ['/console/webhooks'], ['/console/matter-lists']]],
  ['office-head', 'street-sanitation-head', [['/console/teams'], ['/console/']]],
]
for (const [role, username, sights] of rest) {
  test(`${role}: the office's other pages, at a desk and on a phone @long`, async ({ browser }) => {
    const person = await Person.open(browser, role)
    await person.signIn('/console/', username)
    await person.page.setViewportSize({ width: 1440, height: 900 })
    for (const [path, then, name] of sights) await look(person, path, name ?? named(path), '1440', then)
    await person.page.setViewportSize({ width: 390, height: 844 })
    for (const [path, then, name] of sights) await narrow(person, path, name ?? named(path), then)
    const bar = await person.page.locator('header.top').boundingBox()
    expect.soft(bar?.height ?? 0, `${role}: the top bar of a phone`).toBeLessThan(70)
    await person.leave()
  })
}

test('a case with a result that waits, and what its firm opens @long', async ({ browser }) => {
  const dispatcher = await Staff.signIn('dispatcher-1'), clerk = await Staff.signIn('street-sanitation-1'), crew = await Staff.signIn('street-sanitation-crew-1')
  const taken = await dispatcher.api.post('/api/v1/incidents', {
    data: { id: uuid(), matter: '010102', urgency: 'normal', source: 'phone', description: '两车装修垃圾。', place: await placeIn(grids[0]!), reporter: { name: '测试人', phone: '13000009999', consent: false } },
  })
  expect(taken.status(), await taken.text()).toBe(201)
  const { id } = await taken.json()
  await dispatcher.act(id, 'accept')
  await dispatcher.act(id, 'dispatch', { unit: (await unitNamed(dispatcher, 'street_sanitation')).id })
  await clerk.act(id, 'sign')
  const team = (await (await clerk.api.get('/api/v1/teams')).json()).items[0].teams[0].id
  const asked = await clerk.api.post(`/api/v1/incidents/${id}/errands`, { data: { id: uuid(), text: '清走装修垃圾。', team } })
  expect(asked.status(), await asked.text()).toBeLessThan(300)
  const step = async (action: string, fields: object = {}) => {
    const errand = (await crew.incident(id)).errands[0]
    const done = await crew.api.post(`/api/v1/errands/${errand.id}/actions`, { data: { id: uuid(), action, version: errand.version, fields } })
    expect(done.status(), await done.text()).toBe(200)
  }
  await step('take_up')
  const made = await crew.api.post(`/api/v1/incidents/${id}/firm-links`, { data: { id: uuid(), firm: '顺路清运服务部', contact: '黎师傅', phone: '13000006655', text: '两车，走后巷。' } })
  expect(made.status(), await made.text()).toBeLessThan(300)
  const firm = await Person.open(browser, 'office-firm', { onPhone: true })
  await look(firm, `/firm/${(await made.json()).link}`, 'firm', '390')
  await firm.leave()
  await step('report_errand', { result: '已清走。' })
  const person = await Person.open(browser, 'office-clerk')
  await person.signIn('/console/', 'street-sanitation-1')
  await look(person, `/console/incidents/${id}`, 'result-waits', '1440')
  await expect(person.page.locator('.btn.pri'), 'one main thing to do').toHaveText(['采用结果'])
  await person.page.setViewportSize({ width: 390, height: 844 })
  await narrow(person, `/console/incidents/${id}`, 'result-waits')
  await person.leave()
})
