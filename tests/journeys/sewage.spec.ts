// Sewage in an urban village, Wednesday 30 September 2026, 16:20: three neighbours report; the deadline runs over
// National Day and the make-up Saturday 10 October; one reporter can't be reached at three different hours.
import { expect, test } from '@playwright/test'
import { patient, photo } from './browser'
import { shows } from './city'
import { OwnCity } from './own_city'

test.describe.configure({ timeout: 900_000 })

test('three neighbours, National Day, and one who cannot be reached @long', async ({ browser }) => {
  const city = await OwnCity.beginning('2026-09-30T16:20:00+08:00')
  try {
    const grid = city.grids[1]!, centre = await city.centreOf(grid)
    const receipts: { number: string; code: string }[] = []
    for (const [index, name] of ['陈婆婆', '林先生', '租户小吴'].entries()) {
      const neighbour = await city.person(browser, `sewage-neighbour-${index + 1}`, { onPhone: true, at: { lon: centre.lon + index * 0.00005, lat: centre.lat } })
      const { page } = neighbour
      await page.goto('/')
      await page.getByRole('link', { name: '上报' }).click()
      await page.locator('input[type=file]').setInputFiles(await photo(page, `sewage-${index}`, 40 * index))
      await patient(page.locator('.files figcaption')).toHaveText('处置前')
      await patient(page.getByText(/误差6米/)).toBeVisible()
      await page.getByLabel('什么事', { exact: true }).selectOption({ label: '污水管道堵塞外溢' })
      await page.getByLabel('说说情况').fill('巷子里冒污水，走路要踮脚。')
      await page.getByText('留个联系方式').click()
      await page.getByLabel('怎么称呼').fill(name)
      await page.getByLabel('手机号').fill(`1300000991${index}`)
      await neighbour.press('提交')
      await patient(page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
      receipts.push({ number: await page.locator('dd.number').innerText(), code: (await page.locator('dd.code').innerText()).replace(/\s/g, '') })
      if (index === 0) await neighbour.sees('receipt')
      await neighbour.leave()
    }
    expect(new Set(receipts.map((one) => one.number)).size).toBe(3)
    const { number, code } = receipts[0]!
    shows('PUB-03', 'sewage.spec.ts')

    const worker = await city.person(browser, 'sewage-worker', { onPhone: true, at: centre })
    await worker.signIn('/field/', `grid-${grid}`)
    await patient(worker.page.getByText('居民提醒，等您确认')).toHaveCount(3)
    await worker.sees('three-reminders')
    const id = (await (await worker.page.request.get(`/api/v1/incidents?text=${number}`)).json()).items[0].id
    await worker.page.locator(`a[href$="${id}"]`).click()
    await worker.step('确认收到')
    await worker.step('转为正式事件')
    await patient(worker.page.getByText(/前受理完/)).toBeVisible()
    await worker.leave()

    const inConsole = async (name: string, username: string) => {
      const person = await city.person(browser, name)
      await person.signIn('/console/', username)
      await person.page.goto(`/console/incidents/${id}`)
      await patient(person.page.getByRole('heading', { level: 1 })).toContainText('污水管道堵塞外溢')
      return person
    }
    const dispatcher = await inConsole('sewage-dispatcher', 'dispatcher-1')
    await dispatcher.step('受理')
    await dispatcher.step('派遣', async (form) => {
      await form.getByLabel('派给哪个单位').fill('排水')
      await form.getByRole('option', { name: /排水/ }).first().click()
      await form.getByLabel('时长').fill('3')
      await form.getByLabel('单位', { exact: true }).selectOption({ label: '工作日' })
    })
    await dispatcher.leave()

    const drainage = await inConsole('sewage-drainage', 'drainage-1')
    await drainage.step('签收')
    // About an hour left on 30 September, nothing from 1 to 7 October, 8 and 9 October, and Saturday the 10th.
    await patient(drainage.page.locator('.ihead')).toContainText(/剩/)
    const due = new Date((await (await drainage.page.request.get(`/api/v1/incidents/${id}`)).json()).due)
    const dueText = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' }).format(due)
    expect(dueText).toMatch(/^10\/10, 16:\d\d$/)
    const clock = drainage.page.getByRole('region', { name: '期限怎么算' })
    await expect(clock).toContainText(`10-10 16:${dueText.slice(-2)}`)
    await expect(clock).toContainText('国庆节')
    await expect(clock).toContainText('10月10日调休上班')
    await drainage.sees('due')
    await drainage.leave()

    await city.putForward('2026-10-09T10:00:00+08:00')
    const again = await inConsole('sewage-drainage-back', 'drainage-1')
    await again.step('报完成', async (form) => {
      await form.getByLabel('处置结果').fill('疏通 30 米，路面冲洗消毒。')
      await form.locator('input[type=file]').setInputFiles(await photo(again.page, 'cleared', 200))
      await patient(form.locator('.files figcaption')).toHaveText('处置后')
    })
    await again.leave()
    const checker = await inConsole('sewage-checker', 'checker-1')
    await checker.step('核查通过', async (form) => { await form.getByLabel('说明').fill('现场已不冒水。') })
    await checker.leave()

    // Three attempts at three hours; before that the case can't be called told, and twice in one hour is no second attempt.
    for (const [index, hour] of ['10:30', '15:30', '19:30'].entries()) {
      if (index) await city.putForward(`2026-10-09T${hour}:00+08:00`)
      const caller = await inConsole(`sewage-caller-${index + 1}`, 'caller-1')
      const denied = caller.page.getByText(/项现在不能做/)
      await denied.click()
      await expect(caller.page.locator('.why', { hasText: '已反馈' })).toBeVisible()
      await caller.step('记一次联系', async (form) => { await form.getByText('没联系上', { exact: true }).click() })
      if (index < 2) {
        await patient(caller.page.locator('.why', { hasText: '记一次联系' })).toContainText('换')
        await caller.sees(`attempt-${index + 1}`)
      } else {
        await caller.step('已反馈', async (form) => { await form.getByLabel('说明').fill('三次未接，结果凭编号和口令可查。') })
        await patient(caller.page.getByRole('region', { name: '反映人' })).toContainText('联系不上')
        await caller.sees('unreachable')
        shows('INC-07', 'sewage.spec.ts')
      }
      await caller.leave()
    }

    const neighbour = await city.person(browser, 'sewage-follows', { onPhone: true })
    await neighbour.page.goto('/follow')
    await neighbour.page.getByLabel('编号').fill(number)
    await neighbour.page.getByLabel(/查询码/).fill(code)
    await neighbour.press('查')
    await patient(neighbour.page.getByText('疏通 30 米，路面冲洗消毒。').first()).toBeVisible()
    await neighbour.sees('follow')
    shows('PUB-04', 'sewage.spec.ts')
    await neighbour.leave()
  } finally { await city.end() }
})
