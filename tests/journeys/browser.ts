// People at browsers: each has cookies of their own, is watched for page errors and requests to other hosts, and
// leaves a screenshot where LINLI_SHOTS names a folder.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { account, base, type Account } from './city'

/** A map drawn in software beside a whole city of tests takes its time. */
export const patient = expect.configure({ timeout: 60_000 })
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
const shots = process.env.LINLI_SHOTS

export interface Where { lon: number; lat: number }
interface Choice {
  url?: string
  onPhone?: boolean
  at?: Where // where the device is
  now?: string // what its clock says, when the city's own is moved
  accounts?: Account[]
}

export class Person {
  private readonly trouble: string[] = []
  private constructor(readonly context: BrowserContext, readonly page: Page, readonly name: string, private readonly choice: Choice) {}

  static async open(browser: Browser, name: string, choice: Choice = {}) {
    const url = choice.url ?? base
    const context = await browser.newContext({
      baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ignoreHTTPSErrors: true, permissions: ['geolocation'],
      ...(choice.onPhone ? phone : { viewport: { width: 1280, height: 800 } }),
      geolocation: { longitude: choice.at?.lon ?? 113.2506, latitude: choice.at?.lat ?? 23.1598, accuracy: 6 },
    })
    if (choice.now) await context.clock.install({ time: new Date(choice.now) })
    const person = new Person(context, await context.newPage(), name, choice)
    person.page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) person.trouble.push(`asked another host: ${request.url()}`)
    })
    person.page.on('pageerror', (error) => person.trouble.push(`page error: ${error.message}`))
    person.page.on('console', (message) => {
      if (/Content Security Policy|Uncaught|\[Vue warn\]/.test(message.text())) person.trouble.push(`console: ${message.text()}`)
    })
    return person
  }

  /** Signs in with name and password as the page asks for them; `entry` is /console/ or /field/. */
  async signIn(entry: '/console/' | '/field/', username: string, password?: string) {
    await this.page.goto(entry)
    await this.page.getByLabel('用户名').fill(username)
    await this.page.getByLabel('密码').fill(password ?? this.choice.accounts?.find((one) => one.username === username)?.password ?? account(username).password)
    await this.press('登录')
    await patient(this.page.locator('nav').first()).toBeVisible()
  }
  /** Presses the button of that name. */
  async press(name: string | RegExp) {
    await this.page.getByRole('button', { name, exact: typeof name === 'string' }).last().click()
  }
  /** Opens the form of a step in the console, and sends it when it was filled. */
  async step(name: string, fill: (form: Locator) => Promise<void> = async () => {}) {
    await this.press(name)
    const form = this.page.getByRole('dialog')
    await fill(form)
    await form.getByRole('button', { name: `确定${name}` }).click()
    await patient(form).toHaveCount(0)
  }
  /** Nothing sticks out of the page and, where judged, no rule of accessibility is broken; pictured when asked for. */
  async sees(where: string, judged = true) {
    if (judged) await this.accessible(where)
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(over, `${this.name}, ${where}: sticks out by ${over} px`).toBeLessThanOrEqual(0)
    if (shots) await this.page.screenshot({ path: `${shots}/${this.name}-${where}.png` })
  }
  private async accessible(where: string) {
    const found = await new AxeBuilder({ page: this.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect.soft(found.violations.map((v) => `${this.name}, ${where}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([])
  }
  /** Ends the visit: nothing broke, nothing was asked of any other host. */
  async leave() {
    expect(this.trouble, this.name).toEqual([])
    await this.context.close()
  }
}

/** A photograph, drawn in the page: `hue` makes two of them different files. */
export async function photo(page: Page, name: string, hue = 30) {
  const data = await page.evaluate((tint) => {
    const canvas = document.createElement('canvas')
    canvas.width = 1200
    canvas.height = 900
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#8fa3b5'
    pen.fillRect(0, 0, 1200, 900)
    for (let i = 0; i < 200; i++) {
      pen.fillStyle = `hsl(${tint + (i % 40)} 20% ${30 + (i % 40)}%)`
      pen.fillRect((i * 197) % 1200, 400 + ((i * 131) % 500), 80, 35)
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
  }, hue)
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(data, 'base64') }
}
