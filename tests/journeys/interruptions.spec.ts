// Garbage and interruptions: no network in the middle of a report, a double press, a session that ended, the back button,
// a picture too large, a text that calls itself a picture. Each is told in words, nothing typed is lost, nothing is sent twice.
import { expect, test, type Page } from '@playwright/test'
import { Person, patient, photo } from './browser'
import { Staff, grids, placeIn, reportPublicly, shows } from './city'

test.describe.configure({ timeout: 300_000 })

const keptAhead = (page: Page) => page.evaluate(() => new Promise<boolean>((done) => {
  const open = indexedDB.open('linli-field')
  open.onsuccess = () => {
    const keys = open.result.transaction('cache').objectStore('cache').getAllKeys()
    keys.onsuccess = () => { open.result.close(); done(keys.result.some((key) => String(key).endsWith('/matters'))) }
  }
}))
const reportsHere = async (page: Page, grid: string) => (await (await page.request.get(`/api/v1/incidents?scope=${grid}&limit=1`)).json()).total as number

test('offline in the field: the draft and the report survive a reload, and are written once when the network is back', async ({ browser }) => {
  const grid = grids[25]!, worker = await Person.open(browser, 'offline', { onPhone: true, at: await placeIn(grid) })
  const { page, context } = worker
  await worker.signIn('/field/', `grid-${grid}`)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done))
  })
  await expect.poll(() => keptAhead(page), { timeout: 60_000 }).toBe(true) // the catalogue is fetched ahead
  const before = await reportsHere(page, grid), picture = await photo(page, 'corridor')
  await context.setOffline(true)
  await page.reload()
  await patient(page.getByText('离线', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: '上报' }).click()
  await page.locator('label.add input').setInputFiles(picture)
  await page.locator('.pick').first().tap()
  await page.getByLabel('说明', { exact: true }).fill('楼道堆了一排纸箱')
  await patient(page.getByText(/草稿已存/)).toBeVisible()
  await page.reload()
  await patient(page.locator('.shot img')).toBeVisible() // the photo too
  await expect(page.getByLabel('说明', { exact: true })).toHaveValue('楼道堆了一排纸箱')
  await patient(page.getByText(/位置已记下|自动定到/)).toBeVisible()
  await worker.press(/^提交/)
  await patient(page.getByText(/1条待发送/)).toBeVisible()
  await worker.sees('waiting')
  await page.reload()
  await patient(page.getByText(/1条待发送/)).toBeVisible()
  await context.setOffline(false)
  await patient(page.getByText(/条待发送/)).toHaveCount(0)
  await page.reload()
  await patient(page.locator('h1').first()).toBeVisible()
  await expect.poll(() => reportsHere(page, grid)).toBe(before + 1)
  shows('INC-10', 'interruptions.spec.ts')
  await worker.leave()
})

test('pressed twice, sent once @long', async ({ browser }) => {
  const grid = grids[26]!, worker = await Person.open(browser, 'twice', { onPhone: true, at: await placeIn(grid) })
  const { page } = worker
  await worker.signIn('/field/', `grid-${grid}`)
  const before = await reportsHere(page, grid)
  await page.getByRole('link', { name: '上报' }).click()
  await page.locator('label.add input').setInputFiles(await photo(page, 'once'))
  await page.locator('.pick').first().tap()
  await patient(page.getByText(/自动定到/)).toBeVisible()
  await page.getByRole('button', { name: /^提交/ }).dblclick()
  await patient(page.getByText(/已上报/)).toBeVisible()
  expect(await reportsHere(page, grid)).toBe(before + 1)
  await worker.leave()
})

test('the session ends in the middle of a step: signs in again, the words are still there @long', async ({ browser }) => {
  const grid = grids[27]!, receipt = await reportPublicly(grid), worker = await Staff.signIn(`grid-${grid}`)
  await worker.act(receipt.id, 'acknowledge')
  await worker.act(receipt.id, 'submit')
  const dispatcher = await Person.open(browser, 'expired')
  const { page, context } = dispatcher
  await dispatcher.signIn('/console/', 'dispatcher-2')
  await page.goto(`/console/incidents/${receipt.id}`)
  await dispatcher.press('退回采集人')
  await page.getByRole('dialog').getByLabel('理由').fill('请补一张看得清门牌的照片')
  await context.clearCookies()
  await page.getByRole('dialog').getByRole('button', { name: '确定退回采集人' }).click()
  await patient(page.getByRole('heading', { name: '登录邻里工作平台' })).toBeVisible()
  await page.getByLabel('用户名').fill('dispatcher-2')
  await page.getByLabel('密码').fill('linli-demo-2026')
  await dispatcher.press('登录')
  await patient(page.getByRole('heading', { level: 1 })).toContainText('建筑垃圾占道') // the same case
  await dispatcher.press('退回采集人')
  await expect(page.getByRole('dialog').getByLabel('理由')).toHaveValue('请补一张看得清门牌的照片')
  await page.getByRole('dialog').getByRole('button', { name: '确定退回采集人' }).click()
  await patient(page.locator('.line b').first()).toHaveText('退回采集人')
  await dispatcher.leave()
})

test('resident: server away, back button and reload lose nothing; twice pressed is one report @long', async ({ browser }) => {
  const grid = grids[28]!, resident = await Person.open(browser, 'resident-away', { onPhone: true, at: await placeIn(grid) })
  const { page } = resident
  await page.goto('/')
  await page.getByRole('link', { name: '上报' }).click()
  await resident.press('提交')
  await expect(page.getByText('请拍张照片，或者写几个字。')).toBeVisible()
  await page.getByLabel('说说情况').fill('垃圾桶满了三天')
  await page.getByLabel('什么事', { exact: true }).selectOption({ label: '建筑垃圾占道' })
  await patient(page.getByText(/误差6米/)).toBeVisible()
  await page.waitForTimeout(600) // the draft is written 0.4 s after the last key
  await page.goBack()
  await page.goForward()
  await expect(page.getByLabel('说说情况')).toHaveValue('垃圾桶满了三天')
  await page.route('**/api/v1/public/reports', (route) => route.abort(), { times: 1 })
  await resident.press('提交')
  await patient(page.getByRole('alert')).toContainText('您填的内容还在')
  await resident.sees('server-away')
  await page.reload()
  await expect(page.getByLabel('说说情况')).toHaveValue('垃圾桶满了三天')
  await patient(page.getByText(/误差6米/)).toBeVisible()
  await page.getByRole('button', { name: '提交' }).dblclick()
  await patient(page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
  const dispatcher = await Staff.signIn('dispatcher-1')
  const found = await (await dispatcher.api.get(`/api/v1/incidents?scope=${grid}&source=public&order=changed&limit=50`)).json()
  const number = await page.locator('dd.number').innerText()
  expect(found.items.filter((row: { number: string }) => row.number >= number)).toHaveLength(1)
  await resident.leave()
})

test('what is no picture, or too large a file, is told in words and can be taken away @long', async ({ browser }) => {
  const resident = await Person.open(browser, 'resident-garbage', { onPhone: true, at: await placeIn(grids[29]!) })
  const { page } = resident
  await page.goto('/report')
  await page.locator('input[type=file]').setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture '.repeat(50)) })
  await patient(page.locator('.files figcaption .t-red')).toContainText(/照片|文件/)
  await resident.sees('no-picture')
  await page.getByRole('button', { name: /去掉/ }).click()
  await expect(page.locator('.files figure')).toHaveCount(0)
  await page.locator('input[type=file]').setInputFiles({ name: 'huge.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(30 * 1024 * 1024, 7) })
  await patient(page.locator('.files figcaption .t-red')).toContainText(/太大|MB/)
  await resident.sees('too-large')
  await resident.leave()
})
