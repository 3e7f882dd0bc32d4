// A dispatcher's morning without the mouse: a list kept as a view, many cases urged at once with a refusal among them, the
// page reloaded in the middle, and cases opened and left by single keys.
import { expect, test, type Page } from '@playwright/test'
import { Person, patient } from './browser'
import { grids, reportPublicly, shows, Staff } from './city'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const rows = '.ilt tbody tr'
const address = `骑楼街${Date.now() % 100000}号`
const views = (page: Page) => page.getByRole('navigation', { name: '按工作导航' })

test('dispatcher: saves a view and finds it on another machine with its count; the lead shares one', async ({ browser }) => {
  for (const name of ['dispatcher-1', 'leader-1']) { // on a city that was used before
    const { api } = await Staff.signIn(name)
    for (const view of (await (await api.get('/api/v1/views')).json()).items) if (view.mine) await api.delete(`/api/v1/views/${view.id}`)
  }
  const { centre } = await (await (await Staff.signIn('dispatcher-1')).api.get(`/api/v1/divisions/${grids[5]!}`)).json()
  for (let i = 0; i < 6; i++) await reportPublicly(grids[5]!, { place: { lon: centre.lon, lat: centre.lat, system: 'wgs84', address } })

  const first = await Person.open(browser, 'dispatcher-desk')
  await first.signIn('/console/', 'dispatcher-1')
  await first.page.goto(`/console/incidents?open=true&text=${encodeURIComponent(address)}`)
  await patient(first.page.locator(rows)).toHaveCount(6)
  await first.press('把当前条件存为视图')
  await first.page.getByLabel('视图名称').fill('骑楼街')
  await first.sees('save-view')
  await first.press('保存')
  await patient(views(first.page).getByRole('link', { name: /骑楼街/ })).toHaveAttribute('aria-current', 'page')
  await first.leave()

  const second = await Person.open(browser, 'dispatcher-elsewhere')
  await second.signIn('/console/', 'dispatcher-1')
  await patient(views(second.page).getByRole('link', { name: /骑楼街/ })).toContainText('6')
  await views(second.page).getByRole('link', { name: '管理' }).click()
  await patient(second.page.getByRole('heading', { name: '常用视图' })).toBeVisible()
  await second.press('改视图“骑楼街”')
  await second.page.getByLabel('视图名称').fill('盯骑楼街')
  await second.press('保存')
  await patient(views(second.page).getByRole('link', { name: /盯骑楼街/ })).toBeVisible()
  await second.sees('views')
  await second.leave()

  const lead = await Person.open(browser, 'lead')
  await lead.signIn('/console/', 'leader-1')
  await lead.page.goto('/console/incidents?overdue=true&urgency=urgent')
  await lead.press('把当前条件存为视图')
  await lead.page.getByLabel('视图名称').fill('急件逾期')
  await lead.page.getByRole('radio', { name: /的人都看得到/ }).check()
  await lead.sees('share-view')
  await lead.press('保存')
  await patient(views(lead.page).getByRole('link', { name: /急件逾期/ })).toBeVisible()
  await lead.leave()
})

test('dispatcher: urges six at once by keys, reloads in the middle, nothing twice, one refused with its reason', async ({ browser }) => {
  const person = await Person.open(browser, 'dispatcher-keys')
  const { page } = person
  await person.signIn('/console/', 'dispatcher-1')
  await patient(views(page).getByRole('link', { name: /急件逾期/ })).toBeVisible() // the lead's, shared
  const place = (await views(page).locator('.nav-views a').allInnerTexts()).findIndex(text => text.includes('盯骑楼街')) + 1
  await page.keyboard.press(String(place))
  await patient(page.locator(rows)).toHaveCount(6)

  // One of them was urged a moment ago.
  const desk = await Staff.signIn('dispatcher-2')
  const ids = await page.locator(rows).evaluateAll(found => found.map(row => (row as HTMLElement).dataset.id!))
  await desk.act(ids[3]!, 'urge')

  // Letters typed into the search are words, not commands.
  await page.keyboard.press('/')
  await page.keyboard.type('xu')
  await expect(page.getByRole('searchbox')).toHaveValue('xu')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar')).toHaveCount(0)

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: '键盘' })
  await patient(help).toContainText('勾选')
  await person.sees('keys')
  await page.keyboard.press('Escape')

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await patient(page.getByRole('toolbar')).toContainText('已选 2 件')
  await page.keyboard.press('Shift+A')
  await patient(page.getByRole('toolbar')).toContainText('已选 6 件')
  await person.sees('ticked')

  // Each command is answered slowly; the page is reloaded while the third is under way.
  const sent: { id: string; record: string }[] = []
  let slow = true
  await page.route('**/api/v1/incidents/*/actions', async route => {
    sent.push({ id: route.request().url().split('/').at(-2)!, record: route.request().postDataJSON().id })
    if (!slow) return route.continue()
    const answer = await route.fetch()
    if (sent.length === 3) return // written, and its answer lost
    await route.fulfill({ response: answer })
  })
  await page.keyboard.press('u')
  await page.getByRole('dialog').getByRole('textbox').fill('今天下班前请到现场。')
  await person.sees('urge-form')
  await page.getByRole('dialog').getByRole('button', { name: '催办 6 件' }).click()
  const progress = page.getByRole('region', { name: '批量催办' })
  await patient(progress).toContainText('2 / 6')
  await expect.poll(() => sent.length).toBe(3)
  slow = false
  await page.reload()
  await patient(progress).toContainText('完成：5 件已办，1 件被拒')
  await person.sees('ended')
  expect(sent[3]).toEqual(sent[2]) // the one without an answer goes out again under its own id
  expect(new Set(sent.map(one => one.record)).size).toBe(6)
  for (const id of ids) {
    const urged = (await desk.incident(id)).history.filter((step: { action: string }) => step.action === 'urge')
    expect(urged, id).toHaveLength(1)
  }
  shows('DSP-01', 'busy_office.spec.ts')

  await progress.getByRole('button', { name: '看被拒的 1 件' }).click()
  const list = page.getByRole('dialog')
  await patient(list).toContainText(/催/)
  await person.sees('refused')
  await page.keyboard.press('Escape')
  await progress.getByRole('button', { name: '知道了' }).click()
  await expect(progress).toHaveCount(0)
  await person.leave()
})

test('dispatcher: opens, goes through and leaves cases without the mouse; a phone-wide window loses nothing', async ({ browser }) => {
  const person = await Person.open(browser, 'dispatcher-hands')
  const { page } = person
  await person.signIn('/console/', 'dispatcher-1')
  await page.keyboard.press('l')
  await patient(page.locator(rows).first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await patient(page.locator('tr[aria-selected=true] .rn')).toHaveText('2')
  expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).toBe('solid') // seen where one is
  await page.keyboard.press('Enter')
  await patient(page.getByText('第 2 件')).toBeVisible()
  await page.keyboard.press('j')
  await patient(page.getByText('第 3 件')).toBeVisible()
  await patient(page.getByRole('button', { name: '写备注' })).toHaveAttribute('aria-keyshortcuts', 'm')
  await page.keyboard.press('m')
  await patient(page.getByRole('dialog', { name: /写备注/ })).toBeVisible()
  await page.keyboard.type('已电话问过。')
  await page.keyboard.press('Escape')
  await person.sees('case-keys')
  await page.keyboard.press('Escape')
  await patient(page.locator('tr[aria-selected=true] .rn')).toHaveText('3') // back at the row one left from
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: '使用单个字母键' }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/\/console\/incidents$/)
  await person.leave()
})
