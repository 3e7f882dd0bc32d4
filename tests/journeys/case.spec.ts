// One case by clicks, from the resident's report to the rating: six people, six browsers. Each page they see is judged
// for accessibility; none asks another host or breaks.
import { expect, test } from '@playwright/test'
import { Person, patient, photo } from './browser'
import { grids, placeIn, shows } from './city'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const grid = grids[11]!
let number = '', code = ''
const findIt = async (who: Person) => {
  await who.page.getByRole('searchbox').fill(number)
  await who.page.keyboard.press('Enter')
  await patient(who.page.locator('tr', { hasText: number })).toBeVisible()
  await who.page.locator('tr', { hasText: number }).getByRole('link').first().click()
  await patient(who.page.getByRole('heading', { level: 1 })).toContainText('建筑垃圾占道')
}

test('resident: reports with a photo, keeps number and code', async ({ browser }) => {
  const resident = await Person.open(browser, 'resident', { onPhone: true, at: await placeIn(grid) })
  const { page } = resident
  await page.goto('/')
  await resident.sees('home')
  await page.getByRole('link', { name: '上报' }).click()
  await page.locator('input[type=file]').setInputFiles(await photo(page, 'rubble'))
  await patient(page.locator('.files figcaption')).toHaveText('处置前')
  await patient(page.getByText(/误差6米/)).toBeVisible()
  await page.getByLabel('门牌、楼栋、楼层').fill('福今路1号门前')
  await page.getByLabel('什么事', { exact: true }).selectOption({ label: '建筑垃圾占道' })
  await page.getByLabel('说说情况').fill('装修垃圾堆在人行道上三天了，轮椅过不去。')
  await page.getByText('留个联系方式').click()
  await page.getByLabel('怎么称呼').fill('何婆婆')
  await page.getByLabel('手机号').fill('13000009901')
  await resident.sees('report')
  await resident.press('提交')
  await patient(page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
  number = await page.locator('dd.number').innerText()
  code = (await page.locator('dd.code').innerText()).replace(/\s/g, '')
  expect(number).toMatch(/^E-440104-\d{8}-\d{6}$/)
  expect(code).toMatch(/^\d{6}$/)
  await resident.sees('receipt')
  await page.getByRole('link', { name: '看进度' }).click()
  await patient(page.getByText('已收到您的上报')).toBeVisible()
  expect(page.url(), 'the code stays out of the address').not.toContain(code)
  await resident.sees('follow')
  shows('PUB-03', 'case.spec.ts')
  await resident.leave()
})

test('grid worker, on a phone: sees the reminder, confirms it, goes there and makes it a case', async ({ browser }) => {
  const worker = await Person.open(browser, 'worker', { onPhone: true, at: await placeIn(grid) })
  const { page } = worker
  await worker.signIn('/field/', `grid-${grid}`)
  await patient(page.getByText('居民提醒，等您确认').first()).toBeVisible()
  await worker.sees('today')
  await page.getByRole('link', { name: /建筑垃圾占道/ }).first().click()
  await patient(page.getByText('轮椅过不去')).toBeVisible()
  await worker.sees('task')
  await worker.step('确认收到')
  await patient(page.getByRole('button', { name: '转为正式事件' })).toBeVisible()
  await worker.step('转为正式事件', async (form) => {
    await form.getByLabel('说明').fill('现场属实，约两车。')
    await form.locator('input[type=file]').first().setInputFiles(await photo(page, 'seen', 90))
    await patient(form.locator('figcaption').first()).toHaveText('处置前')
    await worker.sees('submit')
  })
  await patient(page.getByText(/前受理完/)).toBeVisible()
  await worker.leave()
})

test('dispatcher: finds it, accepts it and dispatches it', async ({ browser }) => {
  const dispatcher = await Person.open(browser, 'dispatcher')
  const { page } = dispatcher
  await dispatcher.signIn('/console/', 'dispatcher-1')
  await patient(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  await dispatcher.sees('workbench')
  await findIt(dispatcher)
  await expect(page.getByText('来源：居民上报')).toBeVisible()
  await expect(page.getByText('轮椅过不去')).toBeVisible()
  shows('INC-15', 'case.spec.ts')
  await dispatcher.step('受理', () => dispatcher.sees('accept'))
  await dispatcher.step('派遣', async (form) => {
    await form.getByLabel('派给哪个单位').fill('环卫')
    await form.getByRole('option', { name: /环卫/ }).first().click()
    await dispatcher.sees('dispatch')
  })
  await patient(page.locator('.line b').first()).toHaveText('派遣')
  await page.getByText(/项现在不能做/).click()
  await dispatcher.sees('dispatched')
  await dispatcher.leave()
})

test('department: signs, handles, reports it done with evidence; never sees who reported', async ({ browser }) => {
  const handler = await Person.open(browser, 'department')
  const { page } = handler
  await handler.signIn('/console/', 'street-sanitation-1')
  await handler.sees('workbench')
  await page.getByRole('navigation', { name: '待办数量' }).getByRole('link', { name: /待签收/ }).click()
  await patient(page.locator('tr', { hasText: number })).toBeVisible()
  await findIt(handler)
  await expect(page.getByText('反映人没有同意公开身份')).toBeVisible()
  await expect(page.getByRole('region', { name: '反映人' }).getByText('何')).toHaveCount(0)
  await expect(page.getByText(/130\*{4}/)).toHaveCount(0)
  await handler.step('签收')
  await handler.press('报完成')
  const form = page.getByRole('dialog')
  await form.getByLabel('处置结果').fill('已清运两车，路面冲洗干净。')
  await form.getByRole('button', { name: '确定报完成' }).click()
  await expect(form, 'without a photo it is not done').toBeVisible()
  await form.locator('input[type=file]').setInputFiles(await photo(page, 'clean', 150))
  await patient(form.locator('.files figcaption')).toHaveText('处置后')
  await handler.sees('done')
  await form.getByRole('button', { name: '确定报完成' }).click()
  await patient(page.locator('.line b').first()).toHaveText('报完成')
  await handler.leave()
})

test('checker, on a phone: once it does not pass, then it does', async ({ browser }) => {
  const checker = await Person.open(browser, 'checker', { onPhone: true, at: await placeIn(grid) })
  const { page } = checker
  await checker.signIn('/field/', 'checker-1')
  const open = async () => {
    const id = (await (await page.request.get(`/api/v1/incidents?text=${number}`)).json()).items[0].id
    await patient(page.locator(`a[href$="${id}"]`)).toBeVisible()
    await checker.sees('today')
    await page.locator(`a[href$="${id}"]`).click()
    await patient(page.getByText('看到的结果')).toBeVisible()
  }
  await open()
  await page.getByText('没办好', { exact: true }).click()
  await checker.press('核查不通过，提交')
  await expect(page.getByText('先拍一张现在的照片')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles(await photo(page, 'left', 200))
  await page.getByLabel('说明').fill('只清了一半，墙边还堆着。')
  await patient(page.locator('.files figcaption')).toHaveText('核查')
  await checker.sees('check')
  await checker.press('核查不通过，提交')
  await patient(page.getByText('核查不通过，已提交')).toBeVisible()

  const handler = await Person.open(browser, 'department-again')
  await handler.signIn('/console/', 'street-sanitation-1')
  await findIt(handler)
  await expect(handler.page.getByText('只清了一半').first()).toBeVisible()
  await handler.step('报完成', async (form) => {
    await form.getByLabel('处置结果').fill('墙边也清了。')
    await form.locator('input[type=file]').setInputFiles(await photo(handler.page, 'all-clean', 250))
    await patient(form.locator('.files figcaption')).toHaveText('处置后')
  })
  await handler.leave()

  await open()
  await page.getByText('已办好', { exact: true }).click()
  await page.locator('input[type=file]').setInputFiles(await photo(page, 'checked', 300))
  await page.getByLabel('说明').fill('人行道已通，轮椅能过。')
  await patient(page.locator('.files figcaption')).toHaveText('核查')
  await checker.press('核查通过，提交')
  await patient(page.getByText('核查通过，已提交')).toBeVisible()
  await checker.leave()
})

test('caller: tells the resident; the resident rates and sees it closed', async ({ browser }) => {
  const caller = await Person.open(browser, 'caller')
  await caller.signIn('/console/', 'caller-1')
  await caller.sees('workbench')
  await findIt(caller)
  await caller.step('记一次联系', async (form) => { await form.getByText('联系上了', { exact: true }).click() })
  await caller.step('已反馈', async (form) => { await form.getByLabel('说明').fill('电话告知何婆婆，已清完。') })
  await caller.sees('told')
  await caller.leave()
  shows('INC-07', 'case.spec.ts')

  const resident = await Person.open(browser, 'resident-again', { onPhone: true })
  const { page } = resident
  await page.goto('/')
  await page.getByRole('link', { name: '查进度' }).click()
  await page.getByLabel('编号').fill(number)
  await page.getByLabel(/查询码/).fill(code)
  await resident.sees('lookup')
  await resident.press('查')
  await patient(page.getByRole('heading', { name: '办得怎么样？' })).toBeVisible()
  await expect(page.getByText('墙边也清了。').first()).toBeVisible()
  await resident.sees('result')
  await page.getByText('满意', { exact: true }).click()
  await resident.press('提交评价')
  await patient(page.getByText('您的评价：满意。谢谢您。')).toBeVisible()
  await expect(page.getByRole('heading', { name: '办得怎么样？' })).toHaveCount(0)
  await resident.sees('rated')
  shows('PUB-04', 'case.spec.ts')
  shows('INC-14', 'case.spec.ts')
  await resident.leave()
})
