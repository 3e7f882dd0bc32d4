// 飞线充电, a drizzly Tuesday 07:50. A worker of 52, an umbrella in one hand: twice she handles it on the spot, the third
// time at the place she is refused with the reason, it goes up, and the fire service handles it.
import { expect, test, type Page } from '@playwright/test'
import { patient, photo } from './browser'
import { shows } from './city'
import { OwnCity } from './own_city'

test.describe.configure({ timeout: 600_000 })

/** Every control she touches lies under the thumb's reach: at least 44 px, and no keyboard is opened. */
async function touch(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button') {
  const control = page.getByRole(role, { name }).last()
  const box = (await control.boundingBox())!
  expect(Math.min(box.width, box.height), `${name} is too small to touch`).toBeGreaterThanOrEqual(43.5)
  await control.tap()
}

test('twice on the spot with one hand, the third time it goes to the fire service @long', async ({ browser }) => {
  const city = await OwnCity.beginning('2026-09-29T07:50:00+08:00')
  try {
    const grid = city.grids[2]!, centre = await city.centreOf(grid)
    const worker = await city.person(browser, 'charging-worker', { onPhone: true, at: centre })
    const { page } = worker
    await worker.signIn('/field/', `grid-${grid}`)
    await patient(page.getByRole('link', { name: '自处置' })).toBeVisible()

    const handle = async (round: number) => {
      const began = Date.now()
      await touch(page, '自处置', 'link')
      await page.locator('label.add input').setInputFiles(await photo(page, `before-${round}`, 20 + round))
      await patient(page.locator('.shot figcaption')).toHaveCount(1)
      await page.locator('label.add input').setInputFiles(await photo(page, `after-${round}`, 120 + round))
      await patient(page.locator('.shot figcaption')).toHaveCount(2)
      await expect(page.locator('.shot b')).toHaveText(['处理前', '处理后'])
      await expect(page.locator('.shot figcaption').first()).toContainText('2026-09-29 07:5')
      if (!(await page.locator('.pick', { hasText: '飞线充电' }).isVisible())) {
        await touch(page, '全部事项')
        await page.getByRole('dialog').getByRole('combobox').fill('飞线')
        await page.getByRole('option', { name: /飞线充电/ }).tap()
        await touch(page, '确定')
      } else await page.locator('.pick', { hasText: '飞线充电' }).tap()
      await patient(page.getByText(/自动定到/)).toBeVisible()
      await worker.sees(`round-${round}`)
      await touch(page, /^提交/)
      return Date.now() - began
    }
    for (const round of [1, 2]) {
      await handle(round)
      await patient(page.getByText(/自处置已办结 E-440104-20260929-/)).toBeVisible()
      await patient(page.getByRole('link', { name: '自处置' })).toBeVisible()
    }

    await handle(3)
    await patient(page.getByText('没发成').first()).toBeVisible()
    await expect(page.getByText(/须上报/)).toBeVisible() // the rule, in words, on the screen
    await worker.sees('refused')
    await touch(page, '改为上报')
    const sent = page.locator('section.card', { hasText: /已发.*E-440104-20260929-\d{6}/s })
    await patient(sent).toHaveCount(3) // the two handled on the spot, and this one above them
    const number = (await sent.first().innerText()).match(/E-440104-20260929-\d{6}/)![0]
    await expect(page.locator('section.card', { hasText: /自处置 · E-/ })).toHaveCount(2)
    await worker.sees('went-up')
    shows('INC-19', 'charging.spec.ts')
    await worker.leave()

    const dispatcher = await city.person(browser, 'charging-dispatcher')
    await dispatcher.signIn('/console/', 'dispatcher-1')
    await dispatcher.page.getByRole('searchbox').fill(number)
    await dispatcher.page.keyboard.press('Enter')
    await patient(dispatcher.page.locator('tr', { hasText: number })).toContainText(/同址第 [3-9] 次/)
    await dispatcher.page.locator('tr', { hasText: number }).getByRole('link').first().click()
    await patient(dispatcher.page.getByRole('button', { name: '受理', exact: true })).toBeVisible()
    await dispatcher.step('受理')
    await dispatcher.step('派遣', async (form) => {
      await form.getByLabel('派给哪个单位').fill('消防')
      await form.getByRole('option', { name: /消防/ }).first().click()
    })
    await dispatcher.sees('case')
    await dispatcher.leave()

    const fire = await city.person(browser, 'charging-fire')
    await fire.signIn('/console/', 'fire-rescue-1')
    await fire.page.getByRole('navigation', { name: '待办数量' }).getByRole('link', { name: /待签收/ }).click()
    await patient(fire.page.locator('tr', { hasText: number })).toBeVisible()
    await fire.page.locator('tr', { hasText: number }).getByRole('link').first().click()
    await patient(fire.page.getByRole('button', { name: '签收', exact: true })).toBeVisible()
    await fire.step('签收')
    await fire.step('报完成', async (form) => {
      await form.getByLabel('处置结果').fill('拆除飞线 3 处，约谈住户，楼下已装充电桩。')
      await form.locator('input[type=file]').setInputFiles(await photo(fire.page, 'removed', 200))
      await patient(form.locator('.files figcaption')).toHaveText('处置后')
    })
    await patient(fire.page.locator('.line b').first()).toHaveText('报完成')
    await fire.sees('done')
    await fire.leave()
  } finally { await city.end() }
})
