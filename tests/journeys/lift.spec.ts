// A lift before Spring Festival: closed with a photo taken before the work, rejected; the reporter is pressed to take it
// back and the leader learns of it; kept on the books for lack of repair funds, reviewed and published; two low ratings
// end as explained.
import { expect, test } from '@playwright/test'
import { patient, photo } from './browser'
import { shows } from './city'
import { OwnCity } from './own_city'

test.describe.configure({ timeout: 900_000 })

test('a lift before Spring Festival @long', async ({ browser }) => {
  const city = await OwnCity.beginning('2026-01-12T09:00:00+08:00')
  try {
    const grid = city.grids[0]!, centre = await city.centreOf(grid)
    const resident = await city.person(browser, 'lift-resident', { onPhone: true, at: centre })
    await resident.page.goto('/report')
    await resident.page.locator('input[type=file]').setInputFiles(await photo(resident.page, 'lift', 20))
    await patient(resident.page.locator('.files figcaption')).toHaveText('处置前')
    await patient(resident.page.getByText(/误差6米/)).toBeVisible()
    await resident.page.getByLabel('什么事', { exact: true }).selectOption({ label: '电梯故障停运' })
    await resident.page.getByLabel('说说情况').fill('三号梯停了五天，十二楼的老人下不来。')
    await resident.page.getByText('留个联系方式').click()
    await resident.page.getByLabel('怎么称呼').fill('冯伯')
    await resident.page.getByLabel('手机号').fill('13000009921')
    await resident.press('提交')
    await patient(resident.page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
    const number = await resident.page.locator('dd.number').innerText(), code = (await resident.page.locator('dd.code').innerText()).replace(/\s/g, '')
    await resident.leave()
    let id = ''
    const at = async (name: string, username: string, work: (who: Awaited<ReturnType<typeof city.person>>) => Promise<void>) => {
      const who = await city.person(browser, `lift-${name}`)
      await who.signIn('/console/', username)
      id ||= (await (await who.page.request.get(`/api/v1/incidents?text=${number}`)).json()).items[0].id
      await who.page.goto(`/console/incidents/${id}`)
      await patient(who.page.getByRole('heading', { level: 1 })).toContainText('电梯故障停运')
      await work(who)
      await who.leave()
    }
    const follows = async (name: string, work: (page: Awaited<ReturnType<typeof city.person>>['page'], who: Awaited<ReturnType<typeof city.person>>) => Promise<void>) => {
      const who = await city.person(browser, `lift-${name}`, { onPhone: true })
      await who.page.goto(`/follow/${number}#${code}`)
      await patient(who.page.getByText(number)).toBeVisible()
      await work(who.page, who)
      await who.leave()
    }
    const worker = await city.person(browser, 'lift-worker', { onPhone: true, at: centre })
    await worker.signIn('/field/', `grid-${grid}`)
    id = (await (await worker.page.request.get(`/api/v1/incidents?text=${number}`)).json()).items[0].id
    await worker.page.goto(`/field/tasks/${id}`)
    await worker.step('确认收到')
    await worker.step('转为正式事件')
    await worker.leave()

    const unit = { label: '', clerk: '', head: '' }
    await at('dispatcher', 'dispatcher-1', async (who) => {
      await who.step('受理')
      await who.step('派遣', async (form) => {
        await form.getByLabel('派给哪个单位').fill('房屋')
        await form.getByRole('option', { name: /房屋管理所/ }).first().click()
      })
      unit.clerk = 'housing-office-1'
      unit.head = 'housing-office-head'
    })
    await at('handler', unit.clerk, async (who) => {
      await who.step('签收')
      await who.step('报完成', async (form) => {
        await form.getByLabel('处置结果').fill('已通知维保单位。')
        await form.locator('input[type=file]').setInputFiles(await photo(who.page, 'old', 20))
        await patient(form.locator('.files figcaption')).toHaveText('处置后')
      })
    })
    await at('checker', 'checker-1', async (who) => {
      await who.step('核查不通过', async (form) => { await form.getByLabel('理由').fill('照片是修之前的，电梯仍停着。') })
      await who.sees('rejected')
    })
    await follows('pressed', async (page, who) => {
      await page.getByRole('button', { name: '撤回这一件' }).click()
      await page.getByText('其他原因').click()
      await page.getByRole('button', { name: '确定撤回' }).click()
      await patient(page.getByRole('status')).toContainText('会有人打电话核实')
      await who.sees('asked-to-withdraw')
    })
    await at('caller', 'caller-1', async (who) => {
      await who.step('不予撤回', async (form) => {
        await form.getByLabel('理由').fill('本人说是物业劝的，问题没有解决。')
        await form.getByLabel('反映人说有人要求撤回').check()
      })
    })
    await at('leader', 'leader-1', async (who) => {
      await who.page.goto('/console/notices')
      await patient(who.page.getByText(new RegExp(`${number} 不予撤回`))).toBeVisible()
      await who.page.goto(`/console/incidents/${id}`)
      await who.step('督办', async (form) => {
        await form.getByLabel('督办等级').selectOption({ label: '重点督办' })
        await form.getByLabel('理由').fill('不得要求群众撤回，说明维修资金情况。')
      })
      await who.page.goto('/console/supervisions')
      await patient(who.page.getByText('重点督办')).toBeVisible()
      await who.sees('board')
      shows('DSP-05', 'lift.spec.ts')
    })
    await at('head', unit.head, async (who) => {
      await who.step('答复督办', async (form) => { await form.getByLabel('处置结果').fill('维修资金表决未过，申请挂账。') })
    })
    const review = new Date(city.now.getTime() + 28 * 86_400_000)
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(review)
    await at('handler-asks', unit.clerk, async (who) => {
      await who.step('申请挂账', async (form) => {
        await form.getByLabel('属于哪一类').selectOption({ label: '等资金' })
        await form.getByLabel('挂账原因').fill('维修资金须业主表决。')
        await form.getByLabel('复核日期').fill(day)
      })
    })
    await at('leader-approves', 'leader-1', async (who) => {
      await who.step('督办销号')
      await who.step('挂账', async (form) => {
        await form.getByLabel('属于哪一类').selectOption({ label: '等资金' })
        await form.getByLabel('挂账原因').fill('维修资金须业主表决。')
        await form.getByLabel('复核日期').fill(day)
        await form.getByLabel('告诉反映人的话').fill('维修资金正在重新表决，每月告诉您进展。')
      })
      await who.sees('suspended')
    })
    await follows('sees-review', async (page, who) => {
      await patient(page.getByText('维修资金正在重新表决，每月告诉您进展。')).toBeVisible()
      await patient(page.getByText('下次复核')).toBeVisible()
      await page.goto('/suspended')
      await patient(page.getByText(number)).toBeVisible()
      await who.sees('published')
      shows('INC-05', 'lift.spec.ts')
    })

    await city.putForward(`${day}T10:00:00+08:00`)
    await at('review', 'leader-1', async (who) => {
      await who.step('复核挂账', async (form) => {
        await form.getByLabel('复核日期').fill(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(city.now.getTime() + 20 * 86_400_000)))
        await form.getByLabel('说明').fill('表决已过，等施工。')
      })
      await who.step('恢复处置')
    })
    for (const round of [1, 2]) {
      await at(`handler-${round}`, unit.clerk, async (who) => {
        if (round > 1) await who.step('签收')
        await who.step('报完成', async (form) => {
          await form.getByLabel('处置结果').fill('曳引机已更换，试运行。')
          await form.locator('input[type=file]').setInputFiles(await photo(who.page, `new-${round}`, 120 + round))
          await patient(form.locator('.files figcaption')).toHaveText('处置后')
        })
      })
      await at(`checker-${round}`, 'checker-2', async (who) => { await who.step('核查通过', async (form) => { await form.getByLabel('说明').fill('电梯在运行。') }) })
      await at(`caller-${round}`, 'caller-1', async (who) => {
        await who.step('记一次联系', async (form) => { await form.getByText('联系上了', { exact: true }).click() })
        await who.step('已反馈', async (form) => { await form.getByLabel('说明').fill('已告知修好。') })
      })
      await follows(`rates-${round}`, async (page) => {
        await page.getByText('不满意', { exact: true }).click()
        await page.getByRole('button', { name: '提交评价' }).click()
        await patient(page.getByRole('status')).toContainText('不满意')
      })
      await at(`calls-back-${round}`, 'caller-2', async (who) => {
        if (round === 1) await who.step('返工', async (form) => { await form.getByLabel('理由').fill('反映人说仍会抖动。') })
        else {
          await who.step('已解释', async (form) => { await form.getByLabel('说明').fill('检验合格，抖动属正常范围，已当面说明。') })
          await patient(who.page.locator('.ihead')).toContainText('已办结')
          await who.sees('explained')
          shows('INC-14', 'lift.spec.ts')
        }
      })
    }
    await follows('end', async (page) => { await expect(page.getByText('检验合格，抖动属正常范围').first()).toHaveCount(1) })
  } finally { await city.end() }
})
