// What a report is probably about: offered on the phone and where a matter is corrected, taken only by a press, and
// nothing at all where the instance has not learned enough, as in every demo. The classifier's answer is put in its place.
import { expect, test } from '@playwright/test'
import { Person, patient } from './browser'
import { Staff, grids, placeIn, reportPublicly } from './city'

test.describe.configure({ timeout: 240_000 })

const grid = grids[11]!
const guess = { matter: '030101', name: '飞线充电' }
const answers = (person: Person) =>
  person.context.route('**/api/v1/suggestions', (route) => route.fulfill({ json: { outcome: 'matters', items: [{ ...guess, percent: 91 }] } }))

test('grid worker: the phone offers a matter, a press takes it', async ({ browser }) => {
  const worker = await Person.open(browser, 'suggested', { onPhone: true, at: await placeIn(grid) })
  const { page } = worker
  await worker.signIn('/field/', `grid-${grid}`)
  await page.goto('/field/report')
  const words = page.locator('#report-text')
  await words.fill('楼道里有人从窗口拉线给电动车充电。')
  await page.waitForResponse('**/api/v1/suggestions')
  await expect(page.locator('.guesses'), 'a demo has learned nothing').toHaveCount(0)
  await answers(worker)
  await words.fill('楼道里有人从窗口拉线给电动车充电，很危险。')
  const chip = page.locator('.guesses').getByRole('button', { name: /91%/ })
  await patient(chip).toBeVisible()
  await expect(chip).toHaveAttribute('aria-pressed', 'false')
  await chip.click()
  await expect(chip).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator(`input[name=matter][value="${guess.matter}"]`)).toBeChecked()
  await worker.sees('report')
  await worker.leave()
})

test('dispatcher: the matter is corrected by taking the hint', async ({ browser }) => {
  const { id } = await reportPublicly(grid, { description: '有人从窗口拉线给电动车充电，很危险。' })
  const worker = await Staff.signIn(`grid-${grid}`)
  await worker.act(id, 'acknowledge')
  await worker.act(id, 'submit')
  const dispatcher = await Person.open(browser, 'corrects')
  const { page } = dispatcher
  await dispatcher.signIn('/console/', 'dispatcher-1')
  await answers(dispatcher)
  await page.goto(`/console/incidents/${id}`)
  await dispatcher.step('受理', async (form) => {
    const chip = form.locator('.guesses').getByRole('button', { name: /91%/ })
    await patient(chip).toBeVisible()
    await expect(chip, 'it stays as it was reported unless somebody presses').toHaveAttribute('aria-pressed', 'false')
    await chip.click()
    await dispatcher.sees('hint')
  })
  expect((await (await page.request.get(`/api/v1/incidents/${id}`)).json()).matter.code).toBe(guess.matter)
  await dispatcher.leave()
})
