// The administrator by clicks: opens an account for a real person, who sets a password by a one-time link and works;
// suspends it, and the person is out at once. An administrator sees no cases.
import { expect, test } from '@playwright/test'
import { Person, patient } from './browser'
import { shows } from './city'

test.describe.configure({ timeout: 240_000 })

test('administrator: opens an account, suspends it; the person is out at once', async ({ browser }) => {
  const administrator = await Person.open(browser, 'administrator')
  const { page } = administrator
  const username = `li.ming.${Date.now() % 1_000_000}`
  await administrator.signIn('/console/', 'administrator-1')
  await patient(page.getByRole('heading', { name: '要看一看的账号' })).toBeVisible()
  await administrator.sees('workbench')
  await expect(page.getByRole('link', { name: /事件/ }), 'no cases for administrators').toHaveCount(0)
  expect((await page.request.get('/api/v1/incidents')).status()).toBe(403)
  await page.getByRole('link', { name: '账号', exact: true }).click()
  await patient(page.locator('tbody tr').first()).toBeVisible()
  await administrator.sees('accounts')

  await administrator.press('开通账号')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('真实姓名').fill('李明')
  await dialog.getByLabel('手机号').fill(`1300009${String(Date.now()).slice(-4)}`)
  await dialog.getByLabel('用户名').fill(username)
  await dialog.getByLabel('单位').fill('网格中心')
  await dialog.getByRole('option', { name: /网格/ }).first().click()
  await dialog.getByLabel('角色').selectOption({ label: '调度员' })
  await dialog.getByLabel('区', { exact: true }).selectOption('440104')
  await dialog.getByLabel('街道', { exact: true }).selectOption('440104022')
  await administrator.sees('open-account')
  await dialog.getByRole('button', { name: '开通账号' }).click()
  await patient(dialog.getByText(/console\/welcome#/)).toBeVisible()
  const link = await dialog.locator('.secret').innerText()
  await administrator.sees('account-opened')
  await dialog.getByRole('button', { name: '完成' }).click()

  const newcomer = await Person.open(browser, 'newcomer')
  await newcomer.page.goto(link)
  await newcomer.page.getByLabel('密码', { exact: true }).fill('a long enough sentence')
  await newcomer.page.getByLabel('再输一遍密码').fill('a long enough sentence')
  await newcomer.sees('welcome')
  await newcomer.press('设好密码，去登录')
  await patient(newcomer.page.getByRole('heading', { name: '登录邻里工作平台' })).toBeVisible()
  await newcomer.signIn('/console/', username, 'a long enough sentence')
  await patient(newcomer.page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await page.getByLabel('姓名、用户名或单位').fill(username)
  await patient(page.locator('tbody tr')).toHaveCount(1)
  await page.getByRole('button', { name: /^管理/ }).click()
  await dialog.getByRole('button', { name: '停用' }).click()
  await dialog.getByLabel('理由').selectOption({ label: '调岗' })
  await administrator.sees('suspend')
  await dialog.getByRole('button', { name: '停用这个账号' }).click()
  await patient(dialog.getByText('停用', { exact: true }).first()).toBeVisible()

  await newcomer.page.getByRole('link', { name: /全部在办/ }).first().click()
  await patient(newcomer.page.getByRole('heading', { name: '登录邻里工作平台' })).toBeVisible()
  await newcomer.page.getByLabel('用户名').fill(username)
  await newcomer.page.getByLabel('密码').fill('a long enough sentence')
  await newcomer.press('登录')
  await patient(newcomer.page.getByRole('alert')).toBeVisible()
  await newcomer.sees('suspended')
  shows('WRK-16', 'accounts.spec.ts')
  shows('DAT-09', 'accounts.spec.ts')
  await newcomer.leave()
  await administrator.leave()
})
