// Every role opens its own pages in the browser: signs in, sees its work, opens a case; no page breaks a rule of
// accessibility, and nothing is asked of any other host.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { account, base, grids, reportPublicly, shows } from './city'

async function accessible(page: Page, where: string) {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(found.violations.map((v) => `${where}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([])
}

function watch(page: Page) {
  const outside: string[] = [], broken: string[] = []
  page.on('request', (request) => { if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) outside.push(request.url()) })
  page.on('pageerror', (error) => broken.push(error.message))
  return () => { expect(outside).toEqual([]); expect(broken).toEqual([]) }
}

async function signIn(page: Page, entry: string, username: string) {
  await page.goto(entry)
  await page.locator('input').first().fill(username)
  await page.locator('input[type=password]').first().fill(account(username).password)
  await page.keyboard.press('Enter')
}

// A map drawn in software beside a whole city of tests takes its time.
test.describe.configure({ timeout: 240_000 })
const patient = expect.configure({ timeout: 60_000 })
const shots = process.env.LINLI_SHOTS
const shot = async (page: Page, name: string) => { if (shots) await page.screenshot({ path: `${shots}/${name}.png` }) }

for (const [role, username] of [['dispatcher', 'dispatcher-1'], ['department', 'street-sanitation-1'], ['checker', 'checker-1'], ['caller', 'caller-1']] as const) {
  test(`${role}: workbench, list and a case in the console`, async ({ page }) => {
    const clean = watch(page)
    await signIn(page, '/console/', username)
    await patient(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
    await accessible(page, 'workbench')
    await shot(page, `${role}-workbench`)
    await page.goto('/console/incidents')
    await patient(page.locator('tbody tr:visible').first()).toBeVisible()
    await accessible(page, 'list')
    await shot(page, `${role}-list`)
    const list = await (await page.request.get('/api/v1/incidents?limit=1')).json()
    await page.goto(`/console/incidents/${list.items[0].id}`)
    await patient(page.getByRole('heading', { level: 1 })).toContainText(list.items[0].title)
    await accessible(page, 'case')
    await shot(page, `${role}-case`)
    clean()
  })
}

test('administrator: accounts in the console, no cases', async ({ page }) => {
  const clean = watch(page)
  await signIn(page, '/console/', 'administrator-1')
  await patient(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  await page.goto('/console/accounts')
  await patient(page.locator('tbody tr:visible').first()).toBeVisible()
  await accessible(page, 'accounts')
  await shot(page, 'administrator-accounts')
  expect((await page.request.get('/api/v1/incidents')).status(), 'administrators see no cases').toBe(403)
  shows('DAT-09', 'roles.spec.ts')
  clean()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('grid worker: the reminder of a resident waits in the field', async ({ page }) => {
    const clean = watch(page)
    const grid = grids[15]!
    await reportPublicly(grid)
    await signIn(page, '/field/', `grid-${grid}`)
    await patient(page.getByText('建筑垃圾占道').first()).toBeVisible()
    await accessible(page, 'field home')
    await shot(page, 'field-home')
    await page.goto('/field/report')
    await patient(page.getByRole('button', { name: /提交/ })).toBeVisible()
    await accessible(page, 'field report')
    clean()
  })
  test('resident: four things on the first page, elder mode, the own report by number and code', async ({ page }) => {
    const clean = watch(page)
    const receipt = await reportPublicly(grids[16]!)
    await page.goto('/')
    for (const thing of ['上报', '查进度', '找网格员', '打电话']) await patient(page.getByText(thing, { exact: true }).first()).toBeVisible()
    await accessible(page, 'resident home')
    await page.getByRole('button', { name: '大字版' }).click()
    await accessible(page, 'resident home, large')
    await shot(page, 'resident-elder')
    const view = await (await page.request.get(`/api/v1/public/reports/${receipt.number}?code=${receipt.code}`)).json()
    expect(view.steps[0].state).toBe('now')
    clean()
  })
})
