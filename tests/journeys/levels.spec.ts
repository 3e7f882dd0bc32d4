// A case that a community cannot solve goes up to the street and to the district, comes down again to a unit; the unit's
// clerk hands it to a team, the team asks a firm by a one-time link, and the unit answers for the result.
import { expect, test } from '@playwright/test'
import { patient, Person, photo } from './browser'
import { follow, reportPublicly, shows, Staff } from './city'

test.describe.configure({ timeout: 900_000 })

test('up to the district, down to a team, out to a firm @long', async ({ browser }) => {
  const screener = await Staff.signIn('screener-1')
  const community: string = (await (await screener.api.get('/api/v1/me')).json()).grants[0].prefix
  const grid: string = (await (await screener.api.get(`/api/v1/divisions?parent=${community}`)).json()).items[0].code
  const reporter = { name: '石桂芳', phone: '13000008866', consent: false }
  const receipt = await reportPublicly(grid, { description: '两车碎砖堆在门口，电缆也压着。', reporter })
  const worker = await Staff.signIn(`grid-${grid}`)
  await worker.act(receipt.id, 'acknowledge')
  await worker.act(receipt.id, 'submit')
  const id: string = receipt.id, number: string = receipt.number

  const at = async (name: string, username: string, work: (who: Person) => Promise<void>) => {
    const who = await Person.open(browser, `levels-${name}`)
    await who.signIn('/console/', username)
    await who.page.goto(`/console/incidents/${id}`)
    await patient(who.page.locator('.ihead')).toContainText(number)
    await work(who)
    await who.leave()
  }
  const reasoned = (who: Person, step: string, reason: string) => who.step(step, async (form) => { await form.getByLabel('理由').fill(reason) })
  /** Whether the list of the own level holds the case, and that of the whole area. */
  const listed = async (who: Person, expected: { own: boolean }) => {
    await who.page.goto(`/console/incidents?level=own&text=${number}`)
    await patient(who.page.getByText(number)).toHaveCount(expected.own ? 1 : 0)
    await who.page.goto(`/console/incidents?open=true&text=${number}`)
    await patient(who.page.getByText(number)).toHaveCount(1)
    await who.page.goto(`/console/incidents/${id}`)
  }

  await at('community', 'screener-1', async (who) => {
    await who.step('受理')
    await reasoned(who, '提请上报', '社区没有车，清不走。')
  })
  await at('street-before', 'dispatcher-1', async (who) => { await listed(who, { own: false }) })
  await at('community-leader', 'community-leader-1', async (who) => { await who.step('同意上报') })
  await at('street', 'dispatcher-1', async (who) => {
    await listed(who, { own: true })
    await who.step('受理上报')
    await reasoned(who, '提请上报', '请区里协调电缆权属。')
  })
  await at('street-leader', 'leader-1', async (who) => { await who.step('同意上报') })
  await at('district', 'district-dispatcher-1', async (who) => {
    await listed(who, { own: true })
    await who.page.goto('/console/')
    await patient(who.page.getByRole('heading', { name: '工作台' })).toBeVisible()
    await who.sees('workbench')
    await who.page.goto('/console/incidents?level=own')
    await patient(who.page.getByText('本级在办').first()).toBeVisible()
    await who.sees('list')
    await who.page.goto(`/console/incidents/${id}`)
    await who.step('受理上报')
    await reasoned(who, '下派', '电缆已停用，由街道清运。')
    shows('INC-09', 'levels.spec.ts')
  })
  await at('street-again', 'dispatcher-1', async (who) => {
    await who.step('签收下派')
    await who.step('派遣', async (form) => {
      await form.getByLabel('派给哪个单位').fill('环卫')
      await form.getByRole('option', { name: /环卫/ }).first().click()
    })
  })

  await at('head', 'street-sanitation-head', async (who) => {
    await who.page.goto('/console/teams')
    await patient(who.page.getByText('外勤班')).toBeVisible()
    await who.press('登记班组')
    const form = who.page.getByRole('dialog')
    await form.getByLabel('班组名称').fill('清运班')
    await form.getByRole('checkbox').first().check()
    await form.getByRole('button', { name: '保存' }).click()
    await patient(who.page.getByText('清运班')).toBeVisible()
    await who.sees('teams')
  })
  await at('clerk', 'street-sanitation-1', async (who) => {
    await who.step('签收')
    await who.press('交给班组或个人')
    const form = who.page.getByRole('dialog')
    await form.getByLabel('交给谁').fill('外勤')
    await form.getByRole('option', { name: /外勤班/ }).click()
    await form.getByLabel('做什么').fill('清走两车碎砖，注意电缆。')
    await form.getByRole('button', { name: '确定交办' }).click()
    await patient(form).toHaveCount(0)
    await patient(who.page.getByText('待接手')).toBeVisible()
    await who.sees('handed-on')
  })

  const crew = await Person.open(browser, 'levels-crew', { onPhone: true })
  await crew.signIn('/field/', 'street-sanitation-crew-1')
  await patient(crew.page.locator(`a[href$="/tasks/${id}"]`)).toBeVisible()
  await crew.page.goto(`/field/tasks/${id}`)
  await patient(crew.page.getByText('清走两车碎砖，注意电缆。').first()).toBeVisible()
  await expect(crew.page.getByText(reporter.name)).toHaveCount(0)
  await crew.step('接手')
  await crew.sees('task')
  await crew.press('给承包方发链接')
  const asked = crew.page.getByRole('dialog')
  await asked.getByLabel('承包方名称').fill('顺路清运服务部')
  await asked.getByLabel('联系人').fill('黎师傅')
  await asked.getByLabel('手机号').fill('13000006655')
  await asked.getByLabel('做什么').fill('两车碎砖，走后巷进车。')
  await asked.getByRole('button', { name: '生成链接' }).click()
  const link = await asked.getByLabel('一次性链接').inputValue()
  await crew.sees('link')
  await asked.getByRole('button', { name: '关闭' }).last().click()

  const firm = await Person.open(browser, 'levels-firm', { onPhone: true })
  await firm.page.goto(new URL(link).pathname)
  await patient(firm.page.getByText('两车碎砖，走后巷进车。')).toBeVisible()
  const seen = await firm.page.locator('body').innerText()
  for (const secret of [reporter.name, '石', '8866', '两车碎砖堆在门口']) expect(seen).not.toContain(secret)
  await firm.sees('task')
  await firm.press('我到场了')
  await patient(firm.page.getByText(/已报到场/)).toBeVisible()
  await firm.press('提交结果')
  await patient(firm.page.getByRole('alert')).toHaveText('请写一句做了什么。')
  await firm.page.getByLabel('做了什么').fill('碎砖已全部清走，路面扫净。')
  await firm.page.locator('input[type=file]').nth(0).setInputFiles(await photo(firm.page, 'before', 20))
  await firm.page.locator('input[type=file]').nth(1).setInputFiles(await photo(firm.page, 'after', 140))
  await patient(firm.page.locator('.files figcaption').filter({ hasText: '处置后' })).toHaveCount(1)
  await firm.sees('filled')
  await firm.press('提交结果')
  await patient(firm.page.getByRole('heading', { name: /已交给/ })).toBeVisible()
  await firm.sees('receipt')
  await firm.page.reload()
  await patient(firm.page.getByRole('heading', { name: /已交给/ })).toBeVisible()
  await firm.page.goto('/firm/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
  await patient(firm.page.getByText(/这个链接已经打不开/)).toBeVisible()
  await firm.sees('gone')
  await firm.leave()

  await crew.page.reload()
  await crew.step('报结果', async (form) => { await form.getByLabel('处置结果').fill('承包方清完，班组看过。') })
  await crew.leave()
  await at('clerk-answers', 'street-sanitation-1', async (who) => {
    await patient(who.page.getByText('碎砖已全部清走，路面扫净。').first()).toBeVisible()
    await who.sees('proposals')
    await who.step('采用结果')
    await who.step('采用结果')
    await who.step('报完成', async (form) => { await expect(form.getByLabel(/采用班组或承包方拍的 1 张照片/)).toBeChecked() })
    await patient(who.page.locator('.ihead')).toContainText('核查')
    await who.sees('answered')
    shows('INC-05', 'levels.spec.ts')
  })

  await (await Staff.signIn('checker-1')).act(id, 'pass', { note: '现场已清。' })
  const caller = await Staff.signIn('caller-1')
  await caller.act(id, 'record_attempt', { reached: true })
  await caller.act(id, 'feed_back', { note: '已告知。' })
  const view = await (await follow(number, receipt.code)).json()
  expect(view.photos.some((one: { stage: string }) => one.stage === 'after'), 'the resident sees the result').toBe(true)
  expect(JSON.stringify(view)).not.toContain('顺路')
})
