import { defineConfig } from '@playwright/test'

/**
 * Journeys against a running server, in ../tests/journeys; LINLI_URL says where it listens (a self-signed certificate is
 * accepted), LINLI_DATA where its demo accounts lie. `ci` leaves out what is marked @long. The browser is the system's own.
 */
const browser = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]

export default defineConfig({
  workers: 1, timeout: 180_000, expect: { timeout: 20_000 }, retries: 0, reporter: [['list']], outputDir: 'test-results', forbidOnly: true,
  testDir: '../tests/journeys',
  use: {
    baseURL: process.env.LINLI_URL, ignoreHTTPSErrors: true, actionTimeout: 60_000, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: browser, args }, geolocation: { longitude: 113.2506, latitude: 23.1598, accuracy: 6 }, permissions: ['geolocation'],
    trace: 'off', screenshot: 'only-on-failure',
  },
  projects: [{ name: 'ci', grepInvert: /@long/ }, { name: 'all' }],
})
