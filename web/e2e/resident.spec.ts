import { accessible, expect, fits, jpeg, look, mapReady, phone, photo, test, touchable } from './support'

test.use({ viewport: phone, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

const pages = [['/', 'home'], ['/report', 'report'], ['/follow', 'lookup'], ['/worker', 'worker'], ['/phone', 'phone']] as const
for (const mode of ['standard', 'elder'] as const) {
  test(`every page is accessible, fits and can be touched (${mode})`, async ({ page }) => {
    await page.addInitScript(on => localStorage.setItem('linli.elder', on), mode === 'elder' ? '1' : '0')
    for (const [path, name] of pages) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      await accessible(page, name)
      await fits(page, name)
      await touchable(page, name)
      await look(page, `resident-${name}${mode === 'elder' ? '-elder' : ''}`)
    }
  })
}

test('elder mode is one tap away and stays', async ({ page }) => {
  await page.goto('/')
  const before = await page.locator('h1').evaluate(element => parseFloat(getComputedStyle(element).fontSize))
  await page.getByRole('button', { name: '大字版' }).click()
  expect(await page.locator('h1').evaluate(element => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(before)
  await page.getByRole('link', { name: '上报' }).click()
  await expect(page.locator('body')).toHaveClass(/elder/)
  await page.reload()
  await expect(page.getByRole('button', { name: '标准版' })).toBeVisible()
})

test('a resident reports with a photo, notes number and code, follows, adds, withdraws', async ({ page }) => {
  await page.goto('/report')
  await page.locator('input[type=file]').setInputFiles(jpeg(await photo(page)))
  await expect(page.locator('.files figcaption')).toContainText('处置前')
  await expect(page.getByText(/第\d网格/)).toBeVisible()
  await page.getByRole('combobox', { name: '什么事' }).selectOption({ label: '路灯不亮' })
  await page.getByLabel('说说情况').fill('巷口两盏灯都不亮，晚上看不见台阶。')
  await page.getByText('留个联系方式').click()
  await page.getByLabel('手机号').fill('13800000001')
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
  const number = await page.locator('.receipt .number').innerText(), code = (await page.locator('.receipt .code').innerText()).replace(/\s/g, '')
  expect(number).toMatch(/^E-440104-\d{8}-\d{6}$/)
  expect(code).toMatch(/^\d{6}$/)
  await accessible(page, 'receipt')
  await look(page, 'resident-receipt')

  await page.getByRole('link', { name: '看进度' }).click()
  await expect(page.getByRole('heading', { name: '路灯不亮' })).toBeVisible()
  await expect(page.getByText('已收到您的上报')).toBeVisible()
  expect(page.url()).not.toContain(code)
  await page.getByRole('button', { name: '我要补充' }).click()
  await page.getByLabel('补充什么').fill('靠近三号楼那盏也坏了。')
  await accessible(page, 'add')
  await page.getByRole('button', { name: '提交补充' }).click()
  await expect(page.getByText('已收到您的补充。')).toBeVisible()
  await page.getByRole('button', { name: '撤回这一件' }).click()
  await page.getByText('报错了').click()
  await page.getByRole('button', { name: '确定撤回' }).click()
  await expect(page.getByText('已撤回。')).toBeVisible()
  await page.getByRole('link', { name: '回首页' }).click()
  await expect(page.locator('.case')).toContainText('路灯不亮')
  await look(page, 'resident-home-mine')
})

test('what is missing is said, and nothing typed is lost', async ({ page, request }) => {
  await page.goto('/report')
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('请拍张照片，或者写几个字。')).toBeVisible()
  await page.getByLabel('说说情况').fill('垃圾桶满了三天')
  await page.getByRole('combobox', { name: '什么事' }).selectOption({ label: '垃圾桶满溢' })
  await expect(page.getByText(/第\d网格/)).toBeVisible()
  await request.post('/__mock/fail', { data: { times: 1 } })
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('alert')).toContainText('您填的内容还在')
  await page.waitForTimeout(500) // the draft is written 0.4 s after the last key
  await page.reload()
  await expect(page.getByLabel('说说情况')).toHaveValue('垃圾桶满了三天')
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('heading', { name: '收到了，谢谢您' })).toBeVisible()
})

test('follows by number and code from paper, and rates with reasons', async ({ page, request }) => {
  const incidents = await (await request.get('/__mock/incidents')).json() as { state: string; number: string; code: string }[]
  const one = incidents.find(incident => incident.state === 'fed_back')!
  await page.goto('/follow')
  await page.getByLabel('编号').fill(` ${one.number.toLowerCase()} `)
  await page.getByLabel(/查询码/).fill('000000')
  await page.getByRole('button', { name: '查' }).click()
  await expect(page.getByRole('alert')).toContainText('编号或查询码不对')
  await page.getByLabel(/查询码/).fill(`${one.code.slice(0, 3)} ${one.code.slice(3)}`)
  await page.getByRole('button', { name: '查' }).click()
  await expect(page.getByRole('heading', { name: '办得怎么样？' })).toBeVisible()
  await expect(page.locator('.shot img').first()).toBeVisible()
  await accessible(page, 'follow')
  await fits(page, 'follow')
  await touchable(page, 'follow')
  await look(page, 'resident-follow')
  await page.getByText('不满意', { exact: true }).click()
  await page.getByText('又出现了').click()
  await look(page, 'resident-rate')
  await page.getByRole('button', { name: '提交评价' }).click()
  await expect(page.getByText('您的评价：不满意')).toBeVisible()
})

test('the place can be picked on the map', async ({ page, context }) => {
  await context.clearPermissions()
  await page.goto('/report')
  await expect(page.getByText('还没有位置')).toBeVisible()
  await page.getByRole('button', { name: '在地图上选' }).click()
  await mapReady(page)
  await look(page, 'resident-map')
})

test('finds the grid worker by place', async ({ page }) => {
  await page.goto('/worker')
  await page.getByRole('button', { name: '用现在位置' }).click()
  await expect(page.getByRole('heading', { name: '网格员 苏**' })).toBeVisible()
  await expect(page.getByRole('link', { name: '打电话' })).toHaveAttribute('href', 'tel:02000002318')
  await page.getByRole('link', { name: '回首页' }).click()
  await expect(page.getByText('网格员 苏**')).toBeVisible()
  await look(page, 'resident-home-worker')
})
