import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

/** Sizes every page is looked at: a phone, an office screen, a large one. */
export const phone = { width: 390, height: 844 }, office = { width: 1280, height: 800 }, large = { width: 1920, height: 1080 }

interface Trouble { list: string[] }
/** Every test starts from the same city, and fails on script errors, on what the content policy blocked, and on calls elsewhere. */
export const test = base.extend<{ trouble: Trouble }>({
  trouble: [async ({ page, request, baseURL }, use) => {
    await request.post('/__mock/reset')
    const trouble: Trouble = { list: [] }
    page.on('pageerror', error => trouble.list.push(`error ${error.message}`))
    page.on('console', message => { if (/Content Security Policy|Failed to decode|Uncaught|\[Vue warn\]/.test(message.text())) trouble.list.push(`console ${message.text()}`) })
    page.on('request', sent => { if (!sent.url().startsWith(baseURL!) && !/^(data|blob):/.test(sent.url())) trouble.list.push(`outside ${sent.url()}`) })
    await use(trouble)
    expect(trouble.list).toEqual([])
  }, { auto: true }],
})
export { expect }

export async function signIn(page: Page, username: string) {
  const answer = await page.request.post('/api/v1/sessions', { data: { username, password: 'linli-demo' } })
  expect(answer.ok()).toBe(true)
}

/**
 * No violation, and no "incomplete" without a reason. Explained ones: text over pictures and maps, which axe cannot
 * measure (tiles and photos under markers; the markers carry their own ground).
 */
export async function accessible(page: Page, name: string) {
  // Half a line at the edge of a scrolling part cannot be measured: a phone is made as tall as its page meanwhile.
  const size = page.viewportSize()!
  if (size.width < 500) await page.setViewportSize({ width: size.width, height: 2600 })
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  if (size.width < 500) await page.setViewportSize(size)
  const say = (list: typeof result.violations) => list.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} | ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`))
  const explained = (line: string) => /^color-contrast: .*(\.mk|\.maplibregl|\.map-view)/.test(line)
  expect.soft(say(result.violations), `${name}: violations`).toEqual([])
  expect.soft(say(result.incomplete).filter(line => !explained(line)), `${name}: incomplete`).toEqual([])
}

/** The map has drawn its tiles and stands still. */
export async function mapReady(page: Page) {
  await page.locator('.map-canvas[data-idle]').first().waitFor({ timeout: 30_000 })
}

/** Nothing sticks out of the page sideways. */
export async function fits(page: Page, name: string) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect.soft(over, `${name}: sticks out by ${over} px`).toBeLessThanOrEqual(0)
}

/** Every button and link a finger meets is at least 44 px high or wide; links inside sentences are exempt (WCAG 2.5.8). */
export async function touchable(page: Page, name: string) {
  const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('a, button, input:not([type=hidden]), select, textarea, label.pick, summary')].filter(element => {
    const box = (element.closest('label') ?? element).getBoundingClientRect()
    if (!box.width || !box.height || box.width <= 1 || element.closest('.map-canvas, .vh, .hide, .skip, p, .maplibregl-map')) return false
    return Math.max(box.height, 0) < 43.5
  }).map(element => `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 20)} ${Math.round(element.getBoundingClientRect().height)}`))
  expect.soft(small, `${name}: too small to touch`).toEqual([])
}

export async function look(page: Page, name: string) {
  await page.screenshot({ path: `shots/${name}.png` })
}

/** A photograph, drawn in the page. */
export async function photo(page: Page): Promise<Buffer> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 2400
    canvas.height = 1800
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#8fa3b5'
    pen.fillRect(0, 0, 2400, 1800)
    for (let i = 0; i < 300; i++) { pen.fillStyle = `hsl(${30 + i % 40} 20% ${30 + i % 40}%)`; pen.fillRect((i * 197) % 2400, 800 + (i * 131) % 1000, 160, 70) }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
  })
  return Buffer.from(data, 'base64')
}
export const jpeg = (buffer: Buffer, name = 'photo.jpg') => ({ name, mimeType: 'image/jpeg', buffer })
