// Two neighbours see the same heap of rubble: the second follows the first one's report; a third reported it again, and
// the centre merges the two. On the telephone the desk finds the caller's earlier case.
import { expect, test } from '@playwright/test'
import { Person, patient } from './browser'
import { grids, placeIn, shows } from './city'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const grid = grids[13]!
const report = async (person: Person, words: string, phone: string) => {
  const { page } = person
  await page.goto('/report')
  await patient(page.getByText(/误差6米/)).toBeVisible()
  await page.getByLabel('什么事', { exact: true }).selectOption({ label: '建筑垃圾占道' })
  await page.getByLabel('说说情况').fill(words)
  await page.getByText('留个联系方式').click()
  await page.getByLabel('手机号').fill(phone)
}
const numbers: string[] = []
const keep = async (person: Person) => numbers.push(await person.page.locator('dd.number').innerText())

test('resident: what a neighbour reported is followed instead of reported again', async ({ browser }) => {
  const first = await Person.open(browser, 'first-neighbour', { onPhone: true, at: await placeIn(grid) })
  await report(first, '花坛边堆了三天的砖头。', '13000009911')
  await first.press('提交')
  await patient(first.page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
  await keep(first)
  await first.leave()

  const second = await Person.open(browser, 'second-neighbour', { onPhone: true, at: await placeIn(grid) })
  await report(second, '同一堆砖头，孩子绊倒了。', '13000009912')
  const same = second.page.getByRole('status').filter({ hasText: '位邻居反映过' })
  await patient(same).toBeVisible()
  await expect(same).not.toContainText('三天的砖头')
  await second.sees('duplicates-before-submit')
  await same.getByRole('button', { name: /跟进它/ }).first().click()
  await patient(second.page.getByRole('heading', { name: '已跟进，谢谢您' })).toBeVisible()
  expect(await second.page.locator('dd.number').innerText()).toBe(numbers[0])
  await second.page.getByRole('link', { name: '看进度' }).click()
  await patient(second.page.getByText('您跟进了这件事')).toBeVisible()
  await expect(second.page.getByText('三天的砖头')).toHaveCount(0)
  await second.sees('follower')
  shows('INC-16', 'neighbours.spec.ts')
  await second.leave()

  const third = await Person.open(browser, 'third-neighbour', { onPhone: true, at: await placeIn(grid) })
  await report(third, '砖头堆在路中间。', '13000009913')
  await third.press('提交')
  await patient(third.page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
  await keep(third)
  await third.leave()
})

test('dispatcher: sees the likely duplicate with its grounds and merges it', async ({ browser }) => {
  const dispatcher = await Person.open(browser, 'dispatcher', {})
  const { page } = dispatcher
  await dispatcher.signIn('/console/', 'dispatcher-1')
  await page.getByRole('searchbox').fill(numbers[1]!)
  await page.keyboard.press('Enter')
  await page.locator('tr', { hasText: numbers[1]! }).getByRole('link').first().click()
  const panel = page.getByRole('region', { name: '可能是同一件事' })
  const item = panel.getByRole('listitem').filter({ hasText: numbers[0]! })
  await patient(item).toContainText('同一事项')
  await dispatcher.sees('duplicates-panel')
  await item.getByRole('button', { name: '并入这件' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '并入这件' }).click()
  await patient(panel.getByText('已并入')).toBeVisible()
  await panel.getByRole('link', { name: new RegExp(numbers[0]!) }).click()
  await patient(panel.getByText('并案', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: '反映人' }).getByRole('row')).toHaveCount(4)
  await dispatcher.sees('merged')
  await dispatcher.leave()
})

test('desk: a call is taken, the caller is known, the clerk stays answerable', async ({ browser }) => {
  const desk = await Person.open(browser, 'desk', {})
  const { page } = desk
  await desk.signIn('/console/', 'dispatcher-1')
  await page.goto('/console/incidents/new')
  await page.getByLabel('来电号码').fill('13000009911')
  await desk.press('查以前的事件')
  await patient(page.getByRole('link', { name: '建筑垃圾占道' }).first()).toBeVisible()
  await desk.sees('telephone')
  await page.goto('/console/first-asked')
  await patient(page.getByRole('heading', { name: '我首问的' })).toBeVisible()
  await desk.sees('first-asked')
  await desk.leave()
})
