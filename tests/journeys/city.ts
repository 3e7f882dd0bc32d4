// What every journey needs of the demo city: its accounts, sessions by role, and a report in a known grid.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, request, type APIRequestContext, type APIResponse } from '@playwright/test'

export const base = process.env.LINLI_URL ?? 'http://127.0.0.1:8080'
export interface Account { role: string; jurisdiction: string; username: string; password: string }

export const accounts: Account[] = JSON.parse(readFileSync(`${process.env.LINLI_DATA}/demo-accounts.json`, 'utf8')).accounts
export const account = (username: string) => {
  const found = accounts.find((one) => one.username === username)
  if (!found) throw new Error(`the demo has no account ${username}`)
  return found
}
/** Grid workers of the demo, by grid code. */
export const grids = accounts.filter((one) => one.role === 'grid_worker').map((one) => one.username.replace('grid-', ''))

/** A UUIDv7 as clients make them. */
export function uuid() {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Prints what `./dev coverage` counts if the journey passes. */
export const shows = (id: string, file: string) => console.log(`shows ${id} tests/journeys/${file}:1`)

export class Staff {
  private constructor(readonly api: APIRequestContext, readonly username: string) {}
  static async signIn(username: string, password = account(username).password) {
    const api = await request.newContext({ baseURL: base, extraHTTPHeaders: { 'x-linli': '1' } })
    const answer = await api.post('/api/v1/sessions', { data: { username, password } })
    expect(answer.status(), await answer.text()).toBe(201)
    return new Staff(api, username)
  }
  async incident(id: string) {
    const answer = await this.api.get(`/api/v1/incidents/${id}`)
    expect(answer.status(), await answer.text()).toBe(200)
    return answer.json()
  }
  /** Tries one step and gives the raw answer. */
  async attempt(id: string, action: string, fields: object = {}, version?: number): Promise<APIResponse> {
    const seen = version ?? (await this.incident(id)).version
    return this.api.post(`/api/v1/incidents/${id}/actions`, { data: { id: uuid(), action, version: seen, fields } })
  }
  /** One step that must succeed; the case after it. */
  async act(id: string, action: string, fields: object = {}) {
    const answer = await this.attempt(id, action, fields)
    expect(answer.status(), `${this.username} ${action}: ${await answer.text()}`).toBe(200)
    return answer.json()
  }
  /** One step that must be refused; the problem's code. */
  async refused(id: string, action: string, fields: object = {}, version?: number): Promise<string> {
    const answer = await this.attempt(id, action, fields, version)
    expect(answer.status(), `${this.username} ${action} was let through`).toBeGreaterThanOrEqual(400)
    return (await answer.json()).code
  }
  async photo(stage: string) {
    const answer = await this.api.post('/api/v1/files', { headers: { 'content-type': 'image/jpeg' }, data: await jpeg() })
    expect(answer.status(), await answer.text()).toBe(201)
    return { digest: (await answer.json()).digest, stage }
  }
}

let picture: Buffer | undefined
/** A small real JPEG: the demo's own evidence, taken from the running city. */
async function jpeg() {
  if (picture) return picture
  const api = await request.newContext({ baseURL: base, extraHTTPHeaders: { 'x-linli': '1' } })
  await api.post('/api/v1/sessions', { data: { username: 'dispatcher-1', password: account('dispatcher-1').password } })
  const list = await (await api.get('/api/v1/incidents?limit=50&order=changed')).json()
  for (const row of list.items) {
    const incident = await (await api.get(`/api/v1/incidents/${row.id}`)).json()
    const digest = incident.attachments[0]?.digest
    if (digest) return (picture = await (await api.get(`/api/v1/files/${digest}?copy=served`)).body())
  }
  throw new Error('the demo has no evidence')
}

/** Inside the grid: the centre of its outline. */
export async function placeIn(grid: string, address = '福今路1号门前') {
  const api = await request.newContext({ baseURL: base })
  const answer = await api.get(`/api/v1/divisions/${grid}`)
  expect(answer.status(), await answer.text()).toBe(200)
  const { centre } = await answer.json()
  return { lon: centre.lon, lat: centre.lat, system: 'wgs84', address }
}

export async function reportPublicly(grid: string, data: object = {}) {
  const api = await request.newContext({ baseURL: base })
  const answer = await api.post('/api/v1/public/reports', {
    data: {
      id: uuid(), matter: '010102', description: '装修垃圾堆在人行道上三天了。', place: await placeIn(grid),
      reporter: { name: '测试人', phone: '13000009999', consent: false }, ...data,
    },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return answer.json()
}

/** Follows a report as its resident does. */
export async function follow(number: string, code: string) {
  const api = await request.newContext({ baseURL: base })
  return api.get(`/api/v1/public/reports/${number}?code=${code}`)
}

export const unitNamed = async (staff: Staff, kind: string) => {
  const answer = await staff.api.get(`/api/v1/units?kind=${kind}`)
  expect(answer.status(), await answer.text()).toBe(200)
  return (await answer.json()).items[0]
}
