// A small demo city of a story's own, whose clock begins where the story begins and can be put forward.
import { readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { Person } from './browser'
import type { Account } from './city'

/** The tools' own start; loaded late, as they are modules and these tests are not. */
const startServer = async (how: object): Promise<Running> => (await import('../../tools/dev/server.mjs')).startServer(how)
interface Running { url: string; data: string; stop(how?: { keep: boolean }): Promise<string> }

export class OwnCity {
  private constructor(private running: Running, private started: number, private start: string) {}
  static async beginning(start: string) {
    const options = ['--demo', 'community', '--clock', start]
    return new OwnCity(await startServer({ options, minutes: 10 }), Date.now(), start)
  }
  /** Starts again on the same data, later. */
  async putForward(to: string) {
    await this.running.stop({ keep: true })
    this.running = await startServer({ options: ['--demo', 'community', '--clock', to], data: this.running.data, minutes: 10 })
    this.started = Date.now()
    this.start = to
  }
  get url() { return this.running.url }
  get now() { return new Date(Date.parse(this.start) + Date.now() - this.started) }
  get accounts(): Account[] {
    return JSON.parse(readFileSync(`${this.running.data}/demo-accounts.json`, 'utf8')).accounts
  }
  get grids() { return this.accounts.filter((one) => one.role === 'grid_worker').map((one) => one.username.replace('grid-', '')) }
  async centreOf(grid: string): Promise<{ lon: number; lat: number }> {
    return (await (await fetch(`${this.url}/api/v1/divisions/${grid}`)).json()).centre
  }
  /** Somebody at a browser here, whose own clock says what the city's says. */
  person(browser: Browser, name: string, choice: { onPhone?: boolean; at?: { lon: number; lat: number } } = {}) {
    return Person.open(browser, name, { ...choice, url: this.url, accounts: this.accounts, now: this.now.toISOString() })
  }
  async end() { await this.running.stop() }
}
