// A typhoon, Saturday 23:40: an elder phones, a tree hangs in a live wire across the fire lane. The grid's A role is on
// leave; the B role cordons without signal. The whistle brings power at 00:12, the gardens stay absent. The report stands
// at 08:00, and the order is filled in on Sunday.
import { expect, test } from '@playwright/test'
import { patient, photo } from './browser'
import { shows } from './city'
import { OwnCity } from './own_city'

test.describe.configure({ timeout: 1_200_000 })

test('a typhoon on a Saturday night @long', async ({ browser }) => {
  const city = await OwnCity.beginning('2026-08-29T17:00:00+08:00')
  try {
    const grid = city.grids[0]!, centre = await city.centreOf(grid), a = `grid-${grid}`
    let b = '', id = ''
    const nameOf = async (username: string) => {
      const who = await city.person(browser, `typhoon-name-of-${username}`)
      await who.signIn('/console/', username)
      const { display } = await (await who.page.request.get('/api/v1/me')).json()
      await who.leave()
      return display as string
    }
    const leader = 'leader-1', officer = 'dispatcher-1', onDuty = [['带班领导', `${await nameOf(leader)} · 分管领导`], ['值班员', `${await nameOf(officer)} · 调度员`]] as const
    const at = async (name: string, username: string, work: (who: Awaited<ReturnType<typeof city.person>>) => Promise<void>, path = `/console/incidents/${id}`) => {
      const who = await city.person(browser, `typhoon-${name}`)
      await who.signIn('/console/', username)
      await who.page.goto(path)
      await patient(who.page.getByRole('heading', { level: 1 })).toBeVisible()
      await work(who)
      await who.leave()
    }

    // Saturday afternoon: the roster of the night, and the A role reports sick.
    await at('roster', leader, async (who) => {
      const { page } = who
      await page.getByRole('button', { name: '值班表', exact: true }).first().click()
      await patient(page.getByText(/段没人值/)).toBeVisible()
      for (const [post, person] of onDuty) {
        await page.getByRole('button', { name: new RegExp(`没人值 ${post}`) }).first().click()
        const form = page.getByRole('dialog')
        await form.getByLabel('岗位').selectOption({ label: post })
        // The gap may have begun before today: the night shift of today is meant.
        await form.getByLabel('从', { exact: true }).fill('2026-08-29 17:30')
        await form.getByLabel('到', { exact: true }).fill('2026-08-30 08:30')
        await form.getByLabel('到', { exact: true }).press('Enter')
        await form.getByLabel('人员').selectOption({ label: person }) // masked names with their roles
        await form.getByRole('button', { name: '排班', exact: true }).click()
        await patient(form).toHaveCount(0)
      }
      await who.sees('roster')
      await page.getByRole('button', { name: 'AB角与请假' }).click()
      await patient(page.getByText(grid, { exact: true })).toBeVisible()
      const roles = await (await page.request.get(`/api/v1/duty/grids/${grid}`)).json()
      await page.getByRole('button', { name: '登记请假' }).click()
      const form = page.getByRole('dialog')
      await form.getByLabel('谁').click()
      await form.getByRole('option', { name: new RegExp(roles.a_name.replace(/\*/g, '\\*')) }).first().click()
      await form.getByLabel('种类').selectOption({ label: '病假' })
      await form.getByLabel('到（含）').fill('2026-08-30')
      await form.getByLabel('到（含）').press('Enter')
      await form.getByRole('button', { name: '登记请假' }).click()
      await patient(form).toHaveCount(0)
      await who.sees('leave')
    }, '/console/duty')
    const deputies = await (async () => {
      const who = await city.person(browser, 'typhoon-asks')
      await who.signIn('/console/', 'leader-1')
      const role = await (await who.page.request.get(`/api/v1/duty/grids/${grid}`)).json()
      await who.leave()
      return role
    })()
    expect(deputies.answers, 'the B role answers').toBe(deputies.b)
    const next = city.grids.indexOf(grid) + 1
    b = `grid-${city.grids[next]}`

    await city.putForward('2026-08-29T23:40:00+08:00')
    // The duty officer takes the elder's call and sends it on; every step calls whoever is on duty.
    await at('officer', officer, async (who) => {
      const { page } = who
      const answer = await page.request.post('/api/v1/incidents', {
        headers: { 'x-linli': '1' },
        data: {
          id: await page.evaluate(() => crypto.randomUUID().replace(/^(.{14})./, '$17')), matter: '020301', urgency: 'critical', source: 'phone',
          description: '台风把大树刮倒，压着还带电的电线，横在消防通道上。', reporter: { name: '陈婆婆', phone: '13000002201', consent: false },
          place: { ...centre, system: 'wgs84', address: '福今路1号消防通道' },
        },
      })
      expect(answer.status(), await answer.text()).toBe(201)
      id = (await answer.json()).id
      await page.goto(`/console/incidents/${id}`)
      await patient(page.getByRole('heading', { level: 1 })).toContainText('树木倒伏')
      await who.step('受理')
      await who.step('派遣', async (form) => {
        await form.getByLabel('派给哪个单位').fill('应急')
        await form.getByRole('option', { name: /应急管理办公室/ }).first().click()
      })
      await page.goto('/console/duty')
      await patient(page.getByText('非工作时间').first()).toBeVisible()
      await patient(page.getByRole('link', { name: /树木倒伏/ }).first()).toBeVisible()
      await who.sees('called')
      shows('INC-08', 'typhoon.spec.ts')
    }, '/console/duty')
    await at('crew', 'emergency-office-1', async (who) => { await who.step('签收') })
    await at('whistle', 'leader-1', async (who) => {
      for (const [words, unit] of [['管线', /管线协调/], ['绿化', /绿化所/]] as const) {
        await who.press('请求协办 / 吹哨')
        const form = who.page.getByRole('dialog')
        await form.getByText('吹哨（到场）').click()
        await form.getByLabel('为什么吹哨').selectOption({ label: '吹哨 · 紧急' })
        await form.getByLabel('协办单位').fill(words)
        await form.getByRole('option', { name: unit }).first().click()
        await form.getByLabel('请对方做什么').fill('树压带电线路，请立即到场。')
        await form.getByRole('button', { name: '吹哨', exact: true }).click()
        await patient(form).toHaveCount(0)
      }
    })

    // The B role sees the grid it stands in for, and cordons without signal.
    const worker = await city.person(browser, 'typhoon-b-role', { onPhone: true, at: centre })
    await worker.signIn('/field/', b)
    await worker.page.goto('/field/duty')
    await patient(worker.page.getByText(/由B角 .* 负责/)).toBeVisible()
    await worker.sees('on-duty')
    await worker.page.goto(`/field/tasks/${id}`)
    await patient(worker.page.getByText('福今路1号消防通道')).toBeVisible()
    await worker.context.setOffline(true)
    await worker.page.getByRole('button', { name: '其他操作' }).click()
    await worker.page.getByRole('dialog').getByRole('button', { name: '写备注' }).click()
    const noteForm = worker.page.getByRole('dialog')
    await noteForm.locator('textarea').first().fill('已拉警戒线，劝离两户，断电前不得靠近。')
    await noteForm.getByRole('button', { name: /确定/ }).click()
    await patient(worker.page.getByText('等着发送')).toBeVisible()
    await worker.sees('without-signal', false)
    await worker.context.setOffline(false)
    await expect(async () => {
      const kept = await (await worker.page.request.get(`/api/v1/incidents/${id}`)).json()
      expect(kept.history.some((step: { note: string | null }) => step.note?.includes('已拉警戒线'))).toBe(true)
    }).toPass({ timeout: 60_000 })
    await worker.leave()

    await city.putForward('2026-08-30T00:12:00+08:00')
    await at('power', 'utility-1', async (who) => {
      await who.step('到场报到')
      await patient(who.page.getByText(/到场/).first()).toBeVisible()
    })
    await city.putForward('2026-08-30T00:30:00+08:00')
    await at('power-off', 'utility-1', async (who) => { await who.step('报协办结果', async (form) => { await form.getByLabel('处置结果').fill('已断电，线路安全。') }) })

    // 08:00: the report stands.
    await city.putForward('2026-08-30T08:00:00+08:00')
    await at('report', officer, async (who) => {
      const { page } = who
      await page.getByRole('button', { name: '写交接班表' }).click()
      const form = page.getByRole('dialog')
      await patient(form.getByText('1 个单位未到')).toBeVisible()
      await form.getByLabel('交代事项').fill('绿化所一直未到，请再催。')
      await form.getByRole('button', { name: '签字交班' }).click()
      await patient(form).toHaveCount(0)
      await patient(page.getByText('绿化所一直未到，请再催。')).toBeVisible()
      await who.sees('sheet')
    }, '/console/duty/handovers')
    await at('takes-over', 'dispatcher-2', async (who) => {
      const paper = who.page.waitForEvent('download')
      await who.press('打印')
      expect((await paper).suggestedFilename()).toMatch(/^P-20260830-\d+\.pdf$/)
      await who.press('签字接班')
      await patient(who.page.getByText('已接班')).toBeVisible()
    }, '/console/duty/handovers')

    // Sunday: the B role files the order for what it did first.
    await city.putForward('2026-08-30T10:00:00+08:00')
    const files = await city.person(browser, 'typhoon-order', { onPhone: true, at: centre })
    await files.signIn('/field/', b)
    await files.page.goto(`/field/tasks/${id}`)
    await files.page.getByRole('link', { name: '先处置后补单' }).click()
    await files.page.getByLabel('什么时候处置的').fill('2026-08-29T23:50')
    await files.page.getByLabel(/谁口头同意的/).selectOption({ index: 1 })
    await files.page.getByLabel('做了什么').fill('拉警戒线，劝离两户，守到断电。')
    await patient(files.page.getByText('处置后 24小时内提交')).toBeVisible() // as policy says
    await files.page.getByLabel('现场照片').last().setInputFiles(await photo(files.page, 'cordon', 210))
    await patient(files.page.locator('.shot img')).toBeVisible()
    await files.sees('form')
    await files.press('提交补单')
    await patient(files.page.getByText('补单已提交')).toBeVisible()
    await files.leave()
    await at('allows', 'leader-1', async (who) => {
      await patient(who.page.getByRole('region', { name: '先处置后补单' }).locator('.pics img')).toBeVisible()
      await who.press('同意补单')
      await who.page.getByRole('dialog').getByRole('button', { name: '同意补单' }).click()
      await patient(who.page.getByText('待补核')).toBeVisible()
      await who.sees('allowed')
    })
    await at('rechecks', 'checker-1', async (who) => {
      await who.press('补核通过')
      const dialog = who.page.getByRole('dialog')
      await dialog.getByLabel('说明').fill('现场看过，当时确需警戒。')
      await dialog.getByRole('button', { name: '补核通过' }).click()
      await patient(who.page.getByText('已补核')).toBeVisible()
      shows('INC-04', 'typhoon.spec.ts')
    })
    expect(a).not.toBe(b)
  } finally { await city.end() }
})
