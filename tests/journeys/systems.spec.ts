// The administrator connects a department's system by clicks, sees that it answers and what it was sent, looks how
// everything stands, and chooses to get mail. The department's system is a small server of this test.
import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { Person, patient } from './browser'
import { grids, reportPublicly } from './city'

test.describe.configure({ timeout: 240_000 })

async function department() {
  const got: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => { body += piece.toString() })
    request.on('end', () => { got.push({ headers: request.headers, body }); answer.end() })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, close: () => server.close() }
}

/** The newest mail the demo wrote, decoded. */
function newestMail() {
  const folder = `${process.env.LINLI_DATA}/mail`
  const [newest] = readdirSync(folder).map(name => `${folder}/${name}`).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  return Buffer.from(readFileSync(newest!, 'utf8').split('\r\n\r\n')[1]!, 'base64').toString()
}

test('administrator: connects a system, sees what it was sent and how all stands, chooses mail', async ({ browser }) => {
  const system = await department()
  const administrator = await Person.open(browser, 'administrator')
  const { page } = administrator
  await administrator.signIn('/console/', 'administrator-1')
  await page.getByRole('link', { name: '系统推送' }).click()
  await administrator.press('新增推送地址')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('系统名称').fill('绿化养护系统')
  await dialog.getByLabel('推送地址').fill('http://10.9.9.9/events')
  await dialog.getByRole('button', { name: '保存' }).click()
  await patient(dialog.getByText(/不允许呼叫“10\.9\.9\.9”/)).toBeVisible()
  await dialog.getByLabel('推送地址').fill(system.url)
  await administrator.sees('open-webhook')
  await dialog.getByRole('button', { name: '保存' }).click()
  await patient(dialog.locator('.secret')).toBeVisible()
  const secret = await dialog.locator('.secret').innerText()
  await administrator.sees('webhook-secret')
  await dialog.getByRole('button', { name: '已交给对方' }).click()
  const row = page.locator('tbody tr', { hasText: system.url })
  await row.getByRole('button', { name: '发送测试' }).click()
  await patient(page.getByText(/绿化养护系统：已收下 200/)).toBeVisible()

  const report = await reportPublicly(grids[0]!)
  await expect.poll(() => system.got.filter(one => one.body.includes(report.number)).length, { timeout: 30_000 }).toBeGreaterThan(0)
  for (const { headers, body } of system.got) {
    const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(signed).digest('base64')}`)
  }
  await row.getByRole('button', { name: '送达记录' }).click()
  await patient(dialog.getByText(report.number)).toBeVisible()
  await administrator.sees('webhook-log')
  await dialog.getByRole('button', { name: '关闭' }).click()
  await row.getByRole('button', { name: '修改' }).click()
  await dialog.getByRole('button', { name: '删除' }).click()
  await dialog.getByRole('button', { name: '确定删除' }).click()
  await patient(row).toHaveCount(0)

  await page.getByRole('link', { name: '运行状况' }).click()
  await patient(page.getByRole('cell', { name: '站内提醒' })).toBeVisible()
  await administrator.sees('health')

  await page.goto('/console/my-mail')
  await page.getByLabel('邮箱地址').fill('zeng@city.example')
  await administrator.press('发送验证码')
  await patient(page.getByText('z***@city.example')).toBeVisible()
  await page.getByLabel('邮件里的 6 位验证码').fill('12')
  await administrator.press('验证')
  await patient(page.getByText(/验证码不对/).first()).toBeVisible()
  await page.getByLabel('邮件里的 6 位验证码').fill(/\d{6}/.exec(newestMail())![0])
  await administrator.press('验证')
  await patient(page.getByText('已验证', { exact: true })).toBeVisible()
  await page.getByLabel('每天早上一封摘要').check()
  await administrator.sees('my-mail')
  await administrator.press('不再发邮件')
  await patient(page.getByLabel('邮箱地址')).toBeVisible()
  await administrator.leave()
  system.close()
})
