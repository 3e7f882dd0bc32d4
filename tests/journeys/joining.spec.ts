// A resident reads the guide and becomes a member; scans the code at a building, whose place and kind are filled in, and
// follows what comes of it by a link. A code that was withdrawn says so and hinders nobody.
import { expect, test } from '@playwright/test'
import { Person, patient } from './browser'
import { grids, placeIn, shows } from './city'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const grid = grids[9]!
const label = '福今路9号2栋'
let secret = ''

test('resident: reads the guide, joins, and is a member from then on', async ({ browser }) => {
  const resident = await Person.open(browser, 'joining', { onPhone: true, at: await placeIn(grid) })
  const { page } = resident
  await page.goto('/')
  await page.getByRole('link', { name: /人人都是网格员/ }).click()
  await page.getByRole('link', { name: '加入“人人都是网格员”' }).click()
  await patient(page.getByRole('heading', { name: '操作指引' })).toBeVisible()
  expect(await page.locator('ol.guide li').count()).toBeGreaterThan(2)
  await resident.sees('guide')
  await resident.press('加入')
  await patient(page.getByText('请先读完操作指引并打勾。')).toBeVisible()
  await page.getByLabel('我已读完操作指引').check()
  await page.getByText('热心群众', { exact: true }).click()
  await page.getByLabel('怎么称呼').fill('何姐')
  await page.getByLabel('手机号').fill('13000009941')
  await resident.sees('form')
  await resident.press('加入')
  await patient(page.getByText('您已加入，谢谢')).toBeVisible()
  await resident.sees('member')
  shows('PUB-01', 'joining.spec.ts')
  await page.reload()
  await patient(page.getByText('您已加入，谢谢')).toBeVisible()
  await page.getByRole('link', { name: '去提醒' }).click()
  await patient(page.getByRole('heading', { name: '看见了什么' })).toBeVisible()
  await expect(page.getByRole('link', { name: '加入“人人都是网格员”' })).toHaveCount(0)
  await resident.leave()
})

test('dispatcher: makes the code of a building', async ({ browser }) => {
  const dispatcher = await Person.open(browser, 'code-maker', {})
  const { page } = dispatcher
  await dispatcher.signIn('/console/', 'dispatcher-1')
  await page.goto('/console/buildings')
  await dispatcher.press('新建二维码')
  const form = page.getByRole('dialog')
  await form.getByLabel('楼栋或位置').fill(label)
  await form.getByLabel('默认种类').selectOption({ label: '井盖缺失破损' })
  await form.locator('.map-canvas[data-idle]').waitFor({ timeout: 60_000 })
  await expect(async () => { // from far away a press comes nearer first
    await form.locator('.map-canvas canvas').first().click()
    await expect(form.getByText('请在地图上点一下位置。')).toHaveCount(0, { timeout: 2000 })
  }).toPass({ timeout: 90_000 })
  await form.getByRole('button', { name: '新建二维码' }).click()
  await patient(page.getByRole('img', { name: `${label}的二维码` })).toBeVisible()
  await dispatcher.sees('poster')
  const codes = await (await page.request.get('/api/v1/neighbours/buildings')).json()
  secret = codes.items.find((one: { label: string }) => one.label === label).secret
  await dispatcher.leave()
})

test('passer-by: scans it, the place and the kind are filled in, and the link shows what comes of it', async ({ browser }) => {
  const passer = await Person.open(browser, 'scans', { onPhone: true, at: await placeIn(grid) })
  const { page } = passer
  await page.goto(`/remind?b=${encodeURIComponent(secret)}`)
  await patient(page.getByText(new RegExp(`${label}（.+），位置已填好`))).toBeVisible()
  await expect(page.getByRole('radio', { name: '井盖缺失破损' })).toBeChecked()
  await expect(page.getByText('还没有位置')).toHaveCount(0)
  await passer.sees('scanned')
  await passer.press('一键提醒网格员')
  await patient(page.getByText(/已提醒.+的网格员/)).toBeVisible()
  await passer.sees('receipt')
  await page.getByRole('link', { name: '看进度' }).click()
  await patient(page.getByText('井盖缺失破损').first()).toBeVisible()
  await passer.sees('progress')
  shows('PUB-03', 'joining.spec.ts')
  await passer.leave()

  const dispatcher = await Person.open(browser, 'code-withdrawn', {})
  await dispatcher.signIn('/console/', 'dispatcher-1')
  await dispatcher.page.goto('/console/buildings')
  await dispatcher.page.locator('tr', { hasText: label }).getByRole('button', { name: '停用' }).click()
  await patient(dispatcher.page.locator('tr', { hasText: label }).getByText('已停用')).toBeVisible()
  await dispatcher.leave()
  const late = await Person.open(browser, 'scans-late', { onPhone: true, at: await placeIn(grid) })
  await late.page.goto(`/remind?b=${encodeURIComponent(secret)}`)
  await patient(late.page.getByRole('alert').first()).toBeVisible()
  await patient(late.page.getByRole('heading', { name: '看见了什么' })).toBeVisible()
  await late.sees('withdrawn')
  await late.leave()
})
