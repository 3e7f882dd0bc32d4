import { defineConfig } from '@playwright/test'

/**
 * `ui`: pages against the mock, in e2e/. `ci`: journeys against a running server, in ../tests/journeys; LINLI_URL says
 * where it listens (its self-signed certificate is accepted). The browser is the system's own.
 */
const browser = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
const mock = process.env.LINLI_MOCK ?? 'http://127.0.0.1:4180'

export default defineConfig({
  workers: 1, timeout: 180_000, expect: { timeout: 20_000 }, retries: 0, reporter: [['list']], outputDir: 'test-results', forbidOnly: true,
  use: {
    locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 800 }, launchOptions: { executablePath: browser, args },
    geolocation: { longitude: 113.2506, latitude: 23.1598, accuracy: 6 }, permissions: ['geolocation'], trace: 'off', screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'ui', testDir: 'e2e', use: { baseURL: mock } },
    { name: 'ci', testDir: '../tests/journeys', use: { baseURL: process.env.LINLI_URL, ignoreHTTPSErrors: true } },
  ],
  ...(!process.argv.includes('--project=ci') && {
    webServer: { command: 'node mock/main.mjs', url: `${mock}/api/v1/demo-accounts`, reuseExistingServer: true, env: { LINLI_MOCK_NOW: '2026-11-24T06:05:00Z', PORT: new URL(mock).port } },
  }),
})
