import { computed, ref, shallowRef } from 'vue'
import type { Problem } from '@/kit/api/http'
import type { IncidentRow } from '@/kit/api/types'
import { queries } from '@/kit/query'
import { me } from '@/kit/session'
import { uuid7 } from '@/kit/uuid'
import { actOn, readIncident } from '@/modules/incidents/api'
import { carryOut, tally, type BulkAct, type Shelf } from './bulk_act'

/** The bulk act of whoever is signed in, kept in this browser: one at a time (docs/decisions/0003-bulk-acts.md). */
export const act = shallowRef<BulkAct | null>(null)
export const numbers = computed(() => act.value && tally(act.value))
/** What keeps it from going on just now. */
export const trouble = ref<Problem>()
export const running = computed(() => act.value?.state === 'running')

const nameOf = (what: string) => `linli.bulk.${me.value?.account}${what}`
const shelf: Shelf = {
  read: () => JSON.parse(localStorage.getItem(nameOf('')) ?? 'null') as BulkAct | null,
  write: next => {
    localStorage.setItem(nameOf(''), JSON.stringify(next))
    act.value = next
  },
  stopAsked: of => localStorage.getItem(nameOf('.stop')) === of.id,
}

/** Waits longer each time, at most a quarter of a minute; ends early when it is stopped or the network is back. */
async function pause(tries: number, problem: Problem) {
  trouble.value = problem
  const end = Date.now() + Math.min(15_000, 1000 * 2 ** tries)
  let back = false
  const hear = () => { back = true }
  addEventListener('online', hear)
  while (Date.now() < end && !back && act.value && !shelf.stopAsked(act.value)) await new Promise(go => setTimeout(go, 200))
  removeEventListener('online', hear)
  trouble.value = undefined
}

async function work() {
  await carryOut(shelf, (item, of) => actOn(item.incident, { id: item.record, action: of.action, version: item.version, fields: of.fields }), pause)
  void queries.invalidateQueries({ queryKey: ['incidents', 'totals'] })
}
let busy: Promise<unknown> | undefined
/** Goes on with what waits. Of several tabs one works; another takes over when that is closed. */
function goOn() {
  const name = nameOf('.lock')
  busy ??= Promise.resolve(navigator.locks ? navigator.locks.request(name, work) : work()).finally(() => { busy = undefined })
}

/** Takes up what an earlier page left, and looks at what other tabs do. Gives what ends it. */
export function watchBulk() {
  const look = (event?: StorageEvent) => { if (!event || event.key === nameOf('')) act.value = shelf.read() }
  look()
  if (running.value) goOn()
  addEventListener('storage', look)
  return () => removeEventListener('storage', look)
}

/** Begins an act: everything it needs is kept before the first command goes out. */
export function begin(action: string, fields: Record<string, unknown>, rows: Pick<IncidentRow, 'id' | 'number' | 'title' | 'version'>[]) {
  shelf.write({
    id: uuid7(), action, fields, at: Date.now(), state: 'running',
    items: rows.map(row => ({ incident: row.id, number: row.number, title: row.title, version: row.version, record: uuid7(), state: 'waiting' })),
  })
  goOn()
}
export function stop() { if (act.value) localStorage.setItem(nameOf('.stop'), act.value.id) }
export function resume() {
  localStorage.removeItem(nameOf('.stop'))
  const kept = shelf.read()
  if (kept) shelf.write({ ...kept, state: 'running' })
  goOn()
}
/** Tries what was refused once more, on the cases as they are now; nothing of it was written, so it is a new command. */
export async function retry(incidents: string[]) {
  const fresh = new Map(await Promise.all(incidents.map(async id => [id, await readIncident(id).then(found => found.version).catch(() => undefined)] as const)))
  const kept = shelf.read()
  if (!kept) return
  for (const item of kept.items) {
    if (item.state !== 'refused' || !fresh.has(item.incident)) continue
    item.state = 'waiting'
    item.version = fresh.get(item.incident) ?? item.version
    if (!item.tries) item.record = uuid7() // where the server broke, it may have been written after all
    delete item.tries
  }
  shelf.write(kept)
  resume()
}
/** Forgets the act: it was looked at. */
export function dismiss() {
  for (const what of ['', '.stop']) localStorage.removeItem(nameOf(what))
  act.value = null
}
