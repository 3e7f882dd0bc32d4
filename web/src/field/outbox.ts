import { liveQuery } from 'dexie'
import { ref, watch } from 'vue'
import { call, Problem } from '@/kit/api/http'
import type { Incident, Receipt } from '@/kit/api/types'
import { serverNow } from '@/kit/clock'
import { upload } from '@/kit/files'
import type { Shot } from '@/kit/photo'
import { me } from '@/kit/session'
import { uuid7 } from '@/kit/uuid'
import { keepPhoto, type FieldPhotoFacts, type PhotoUse } from '@/modules/photos/api'
import { db, type Kept, type Outgoing } from './db'
import { originOf } from './origin'
import { stamped } from './stamp'

/** How many records still wait, and how many the server refused. */
export const waiting = ref(0), refused = ref(0)
export const online = ref(navigator.onLine)
const account = () => me.value?.account ?? ''
const local = 'local:'

export function watchOutbox() {
  watch(account, mine => {
    for (const [state, count] of [['waiting', waiting], ['refused', refused]] as const)
      liveQuery(() => db.outbox.where({ account: mine, state }).count()).subscribe(n => { if (mine === account()) count.value = n })
  }, { immediate: true })
}

/** Keeps a photo or sound on this phone; the name returned stands in for its digest. At once: the phone may die. */
export async function keep(shot: Shot): Promise<string> {
  const id = uuid7(), picture = shot.original && { original: shot.original, origin: originOf(shot), seen: serverNow(), lon: shot.lon, lat: shot.lat }
  await db.kept.add({ id, account: account(), blob: shot.blob, takenAt: shot.takenAt, at: Date.now(), ...picture })
  return local + id
}
const drawing = new Map<string, Promise<void>>()
/** Draws its lines on a kept picture, once: first it is safe, then it waits for a position. */
function draw(id: string): Promise<void> {
  const begun = drawing.get(id) ?? (async () => {
    const kept = await db.kept.get(id)
    if (kept?.origin && !kept.lined) await db.kept.update(id, { blob: await stamped(kept, kept.origin, kept.seen ?? kept.at), lined: true })
  })().finally(() => drawing.delete(id))
  drawing.set(id, begun)
  return begun
}
/** Sends a kept file, and with a picture its original; gives the digest and where the picture was used before. */
async function settle(given: Kept): Promise<{ digest: string; facts?: FieldPhotoFacts }> {
  await draw(given.id)
  const kept = await db.kept.get(given.id) ?? given
  const digest = kept.digest ?? (await upload(kept.blob)).digest
  if (!kept.digest) await db.kept.update(kept.id, { digest })
  if (!kept.origin || kept.noted) return { digest }
  const original = kept.original ? (await upload(kept.original)).digest : undefined
  const facts = await keepPhoto(digest, kept.origin, original)
  await db.kept.update(kept.id, { noted: true })
  return { digest, facts }
}
/** Where a picture just taken in was used before: asked at once where there is a network, so that its taker learns first. */
export async function usesOf(name: string): Promise<PhotoUse[]> {
  const kept = await db.kept.get(name.slice(local.length))
  return kept ? (await settle(kept)).facts?.uses ?? [] : []
}
export const originOfKept = async (name: string) => (await db.kept.get(name.slice(local.length)))?.origin
export async function keptBlob(name: string): Promise<Blob | undefined> {
  return (await db.kept.get(name.slice(local.length)))?.blob
}
/** The picture as it will be sent. */
export async function drawnBlob(name: string): Promise<Blob | undefined> {
  await draw(name.slice(local.length))
  return keptBlob(name)
}
export async function dropKept(name: string) { await db.kept.delete(name.slice(local.length)) }

export async function add(item: Pick<Outgoing, 'id' | 'kind' | 'incident' | 'title' | 'body'>): Promise<Outgoing> {
  const row: Outgoing = { ...item, account: account(), at: Date.now(), state: 'waiting', tries: 0 }
  await db.outbox.put(JSON.parse(JSON.stringify(row)) as Outgoing)
  return row
}

let running: Promise<void> | undefined
/** Sends what waits, oldest first; safe to call at any time and from several tabs. */
export function sendWaiting(): Promise<void> {
  return running ??= locked().finally(() => { running = undefined })
}
async function locked() { await navigator.locks.request('linli-outbox', send) }
async function send() {
  const mine = account()
  if (!mine) return
  const queue = await db.outbox.where({ account: mine, state: 'waiting' }).sortBy('at')
  for (const item of queue) {
    try {
      const body = await withDigests(item.body)
      const done = item.kind === 'report'
        ? await call<Receipt>('POST', '/incidents', { body })
        : item.kind === 'order'
          ? await call<{ number: string; code?: string }>('POST', `/incidents/${item.incident}/after-orders`, { body })
          : await call<Incident>('POST', `/incidents/${item.incident}/actions`, { body, version: Number(item.body.version) })
      await release(item.body)
      const kept = { self_handled: item.body.self_handled } // what it was; its words leave the phone
      await db.outbox.update(item.id, { state: 'sent', body: kept, problem: undefined, number: done.number, say: done.code })
    } catch (error) {
      const problem = error instanceof Problem ? error : undefined
      if (!problem || problem.passing || problem.status === 401) {
        await db.outbox.update(item.id, { tries: item.tries + 1, problem: problem?.title ?? String(error) })
        return // the network, the server or the session: the rest would meet the same
      }
      // This phone's clock ran ahead while it was alone: better no time at which it was seen than no report.
      if (item.body.occurred_at && problem.errors.some(e => e.field === 'occurred_at')) {
        const body = { ...item.body, occurred_at: undefined }
        await db.outbox.update(item.id, { body })
        queue.push({ ...item, body })
        continue
      }
      await db.outbox.update(item.id, { state: 'refused', tries: item.tries + 1, code: problem.code, problem: [problem.title, ...problem.errors.map(e => e.title)].join('\n') })
    }
  }
  await tidy(mine)
}
/** The body with every `local:` name replaced by the digest the server gave. */
async function withDigests(value: unknown): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith(local)) {
    const kept = await db.kept.get(value.slice(local.length))
    if (!kept) throw new Problem(422, 'photo_lost', 'photo_lost')
    return (await settle(kept)).digest
  }
  if (Array.isArray(value)) { const out: unknown[] = []; for (const part of value) out.push(await withDigests(part)); return out }
  if (value && typeof value === 'object') { const out: Record<string, unknown> = {}; for (const [key, part] of Object.entries(value)) out[key] = await withDigests(part); return out }
  return value
}
const names = (value: unknown): string[] => (typeof value === 'string' ? (value.startsWith(local) ? [value] : []) : value && typeof value === 'object' ? Object.values(value).flatMap(names) : [])
async function release(body: unknown) { for (const name of names(body)) await dropKept(name) }
/** Forgets sent records after three days. */
async function tidy(mine: string) {
  await db.outbox.where({ account: mine, state: 'sent' }).filter(item => item.at < Date.now() - 3 * 86_400_000).delete()
}

/** Takes a refused or waiting record back: nothing of it was written. */
export async function discard(item: Outgoing) {
  await release(item.body)
  await db.outbox.delete(item.id)
}
/** Sends a refused record again, changed; it is a new record. */
export async function change(item: Outgoing, body: Record<string, unknown>): Promise<Outgoing> {
  const id = uuid7()
  await db.outbox.delete(item.id)
  return add({ id, kind: item.kind, title: item.title, body: { ...body, id }, ...(item.incident && { incident: item.incident }) })
}

/** Adds a record and tries at once; waits a moment for the answer, then leaves it to later. */
export async function submit(item: Parameters<typeof add>[0], patience = 6000): Promise<Outgoing> {
  await add(item)
  if (navigator.onLine) await Promise.race([sendWaiting().catch(() => {}), new Promise(done => setTimeout(done, patience))])
  return (await db.outbox.get(item.id))!
}

/** Sends whenever there may be a network again. */
export function startSending() {
  const go = () => { online.value = navigator.onLine; if (navigator.onLine) void sendWaiting().catch(() => {}) }
  addEventListener('online', go)
  addEventListener('offline', go)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) go() })
  setInterval(go, 15_000)
  go()
}
