import { accessible, expect, fits, jpeg, look, mapReady, phone, photo, signIn, test, touchable } from './support'

test.use({ viewport: phone, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

const pages = [['/field/', 'today'], ['/field/report', 'report'], ['/field/outbox', 'outbox'], ['/field/messages', 'messages'], ['/field/me', 'me']] as const
test('every page is accessible, fits and can be touched', async ({ page }) => {
  await page.goto('/field/')
  await expect(page.getByRole('heading', { name: '网格员登录' })).toBeVisible()
  await accessible(page, 'sign-in')
  await touchable(page, 'sign-in')
  await look(page, 'field-sign-in')
  await signIn(page, 'worker')
  for (const [path, name] of pages) {
    await page.goto(path)
    await expect(page.locator('h1')).toBeVisible()
    await page.waitForTimeout(1000)
    await accessible(page, name)
    await fits(page, name)
    await touchable(page, name)
    await look(page, `field-${name}`)
  }
})

test('a report in five touches: photo, matter, submit', async ({ page, request }) => {
  await signIn(page, 'worker')
  await page.goto('/field/')
  await page.getByRole('link', { name: '上报' }).click()
  await page.locator('.shots input[type=file]').setInputFiles(jpeg(await photo(page)))
  await expect(page.locator('.shot figcaption')).toContainText('现场拍')
  await page.getByLabel('说明').fill('窗口拉线下来给电动车充电')
  await expect(page.locator('.pick', { hasText: '建议' })).toContainText('飞线充电')
  await page.locator('.pick', { hasText: '飞线充电' }).click()
  await expect(page.getByText(/草稿已存/)).toBeVisible()
  await accessible(page, 'report filled')
  await touchable(page, 'report filled')
  await look(page, 'field-report-filled')
  await page.getByRole('button', { name: /提交/ }).click()
  await expect(page.getByText(/已上报 E-440104/)).toBeVisible()
  const incidents = await (await request.get('/__mock/incidents')).json() as { title: string; state: string; source: string }[]
  expect(incidents[0]).toMatchObject({ title: '飞线充电', state: 'collected', source: 'patrol' })
})

test('offline: the draft and the report survive a reload, and are written once when the network is back', async ({ page, context, request }) => {
  await signIn(page, 'worker')
  await page.goto('/field/')
  await expect(page.getByRole('heading', { name: /我现在有/ })).toBeVisible()
  await page.evaluate(async () => { await navigator.serviceWorker.ready; if (!navigator.serviceWorker.controller) await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done)) })
  // The catalogue and the tasks are fetched ahead: the report page was never opened with a network.
  await expect.poll(() => page.evaluate(() => new Promise<boolean>(done => { const open = indexedDB.open('linli-field'); open.onsuccess = () => { const keys = open.result.transaction('cache').objectStore('cache').getAllKeys(); keys.onsuccess = () => { open.result.close(); done(keys.result.some(key => String(key).endsWith('/matters'))) } } }))).toBe(true)
  const before = (await (await request.get('/__mock/incidents')).json() as unknown[]).length
  const picture = jpeg(await photo(page))
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText('离线', { exact: true })).toBeVisible()
  await expect(page.locator('.list li').first()).toBeVisible() // tasks from the last visit
  await page.getByRole('link', { name: '上报' }).click()
  await page.locator('.shots input[type=file]').setInputFiles(picture)
  await page.locator('.pick', { hasText: '楼道堆放杂物' }).click()
  await expect(page.getByText(/草稿已存/)).toBeVisible()
  await page.reload()
  await expect(page.locator('.shot img')).toBeVisible() // the photo too
  await page.getByRole('button', { name: /提交/ }).click()
  await expect(page.getByText('已存在手机里，有网自动发').first()).toBeVisible()
  await expect(page.getByText(/1条待发送/)).toBeVisible()
  await look(page, 'field-offline')
  await page.reload()
  await expect(page.getByText(/1条待发送/)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(/条待发送/)).toHaveCount(0)
  await page.reload()
  await page.waitForTimeout(1000)
  expect((await (await request.get('/__mock/incidents')).json() as unknown[]).length).toBe(before + 1)
})

test('handled on the spot twice; the third time at the place is refused and goes up', async ({ page, request }) => {
  await signIn(page, 'worker')
  const picture = jpeg(await photo(await (await page.goto('/field/'), page)))
  for (const time of [1, 2, 3]) {
    await page.goto('/field/')
    await page.getByRole('link', { name: '自处置' }).click()
    await page.locator('.shots input[type=file]').setInputFiles(picture)
    await expect(page.locator('.shot')).toHaveCount(1)
    await page.locator('.shots input[type=file]').setInputFiles(picture)
    await expect(page.locator('.shot.good')).toHaveCount(1)
    await page.getByLabel('说明').fill('飞线充电')
    await page.locator('.pick', { hasText: '飞线充电' }).click()
    await expect(page.getByText(/自动定到/)).toBeVisible()
    await page.getByRole('button', { name: /提交/ }).click()
    if (time < 3) await expect(page.getByText(/自处置已办结/)).toBeVisible()
  }
  await expect(page.getByText(/第3次须上报/)).toBeVisible()
  await accessible(page, 'refused')
  await look(page, 'field-refused')
  await page.getByRole('button', { name: '改为上报' }).click()
  await expect(page.locator('.card', { hasText: '飞线充电' }).first()).toContainText('已发')
  const [last] = await (await request.get('/__mock/incidents')).json() as { state: string; self_handled: boolean; repeat_count: number }[]
  expect(last).toMatchObject({ state: 'collected', self_handled: false, repeat_count: 3 })
})

test('a resident’s reminder is confirmed and taken further', async ({ page, request }) => {
  await signIn(page, 'worker')
  await page.goto('/field/')
  await page.locator('.list a', { hasText: '居民提醒，等您确认' }).first().click()
  await expect(page.getByRole('button', { name: '确认收到' })).toBeVisible()
  await accessible(page, 'task')
  await fits(page, 'task')
  await touchable(page, 'task')
  await look(page, 'field-task')
  await page.getByRole('button', { name: '确认收到' }).click()
  await accessible(page, 'task form')
  await page.getByRole('button', { name: '确定确认收到' }).click()
  await expect(page.getByRole('button', { name: '转为正式事件' })).toBeVisible()
  expect(page.url()).toContain('/field/tasks/')
  void request
})

test('checks on the spot with photo and position', async ({ page, request }) => {
  const incidents = await (await request.get('/__mock/incidents')).json() as { id: string; state: string; scope_code: string }[]
  const one = incidents.find(incident => incident.state === 'done' && incident.scope_code.startsWith('440104022'))!
  await signIn(page, 'checker')
  await page.goto(`/field/tasks/${one.id}`)
  await page.getByRole('button', { name: '核查通过，提交' }).click()
  await expect(page.getByText('先拍一张现在的照片')).toBeVisible()
  await page.locator('.files input[type=file]').setInputFiles(jpeg(await photo(page)))
  await page.getByLabel('说明').fill('通道已清空')
  await accessible(page, 'check')
  await look(page, 'field-check')
  await page.getByRole('button', { name: '核查通过，提交' }).click()
  await expect(page.getByText('核查通过，已提交')).toBeVisible()
  const after = (await (await request.get('/__mock/incidents')).json() as { id: string; state: string }[]).find(incident => incident.id === one.id)!
  expect(after.state).toBe('checked')
})

test('the map shows my tasks where they are', async ({ page }) => {
  await signIn(page, 'worker')
  await page.goto('/field/map')
  await mapReady(page)
  await page.locator('.mk').first().click({ force: true })
  await expect(page.locator('.list-card')).toBeVisible()
  await accessible(page, 'map')
  await look(page, 'field-map')
})
