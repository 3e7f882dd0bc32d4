// Every page of every role at the sizes people have: nothing sticks out, no rule of accessibility is broken, no code
// name of a state, a step or a reason shows where words should stand. LINLI_SHOTS=FOLDER keeps a picture of each.
import { expect, test, type Browser } from '@playwright/test'
import { Person, patient } from './browser'
import { grids, placeIn, reportPublicly, shows } from './city'

test.describe.configure({ timeout: 900_000 })

/** What a person must never read: names of the program's own, such as working_hours or not_yours. */
async function speaksChinese(person: Person, where: string) {
  const text = await person.page.locator('body').innerText()
  const raw = [...text.matchAll(/\b[a-z]+(?:_[a-z]+)+\b|\b(?:undefined|null|NaN|skipped|refusal\.\w+)\b|\{\w+\}/g)].map((found) => found[0])
  expect.soft(raw, `${person.name}, ${where}: raw names show`).toEqual([])
}

async function look(person: Person, path: string, name: string, size: string) {
  const { page } = person
  await page.goto(path)
  await patient(page.locator('h1').first()).toBeAttached()
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
