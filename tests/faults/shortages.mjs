// What is away or short while reports come in: the database for a while, room on its disk, room for photos, a disk that
// is slow to sync. Meanwhile every answer is an acknowledgement or a 503 that says when to try again; afterwards it goes
// on without hands, everything acknowledged is there once, and what was refused is taken under the same id.
//   node tests/faults/shortages.mjs [SECONDS]        bounded: 15 minutes
import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Instance } from '../../bench/intake/instance.mjs'

const seconds = Number(process.argv[2] ?? 12)
const writers = 6, patience = 30_000 // of one request, ms
const faults = []
const check = (ok, what) => { console.log(`${ok ? 'ok   ' : 'FAULT'} ${what}`); if (!ok) faults.push(what) }

const instance = new Instance()
const switches = join(instance.folder, 'faults')
mkdirSync(switches)
chmodSync(switches, 0o755)
process.env.LINLI_FAULTS = switches
const shim = resolve('build/tests/libdisk_faults.so')
/** `linli serve` with a disk that can be made full or slow. */
async function onFaultyDisk(...options) {
  process.env.LD_PRELOAD = shim
  try { return await instance.start(...options) } finally { delete process.env.LD_PRELOAD }
}
/**
 * The private cluster on such a disk, as `linli db` runs it (which gives PostgreSQL no environment of ours): with its
 * options, as its user, and started again when it ends by itself.
 */
class Cluster {
  constructor(data) {
    const [program, ...options] = readFileSync(join(data, 'pg/postmaster.opts'), 'utf8').trim().split(/ (?=")/).map((word) => word.replaceAll('"', ''))
    const { uid, gid } = statSync(join(data, 'pg'))
    Object.assign(this, { program, options, uid, gid, restarts: 0 })
  }
  async start() {
    this.wanted = true
    const run = () => {
      const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', LD_PRELOAD: shim, LINLI_FAULTS: switches }
      this.child = spawn(this.program, this.options, { uid: this.uid, gid: this.gid, env, stdio: 'ignore' })
      this.gone = new Promise((gone) => this.child.once('close', gone))
      void this.gone.then(async () => { if (this.wanted) { ++this.restarts; await pause(1000); run() } })
    }
    run()
    for (let i = 0; ; ++i) {
      if (!existsSync(join(instance.socket, '.s.PGSQL.5432')) && i < 100) { await pause(200); continue }
      try { return instance.sql('select 1') } catch (error) { if (i > 100) throw error; await pause(200) }
    }
  }
  async end() {
    this.wanted = false
    this.child.kill('SIGINT')
    await this.gone
  }
}
const turnOn = (fault, text = '') => writeFileSync(join(switches, fault), text)
const turnOff = (fault) => rmSync(join(switches, fault))

let last = 0
const uuid = () => {
  last = Math.max(Date.now(), last + 1)
  return `${last.toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7${randomBytes(2).toString('hex').slice(1)}-8000-${randomBytes(6).toString('hex')}`
}

const tally = () => ({ kept: 0, refused: 0, other: [], without_wait: 0, broken: 0, slowest: 0 })
let now = tally()
async function ask(path, options) {
  const begun = performance.now()
  try {
    const answer = await fetch(base + path, { ...options, signal: AbortSignal.timeout(patience) })
    const text = await answer.text()
    now.slowest = Math.max(now.slowest, performance.now() - begun)
    if (answer.status === 201 || answer.status === 200) { ++now.kept; return JSON.parse(text) }
    if (answer.status === 503) {
      ++now.refused
      if (!(Number(answer.headers.get('retry-after')) > 0)) ++now.without_wait
    } else now.other.push(`${answer.status} ${text.slice(0, 200)}`)
  } catch (error) { ++now.broken; now.slowest = Math.max(now.slowest, performance.now() - begun); now.why = String(error.cause ?? error) }
  return null
}
let cluster, base, headers, place, jpeg
const open = new Map() // id -> body: refused or unanswered so far
const kept = new Map() // id -> number

async function send(id, body) {
  const receipt = await ask('/api/v1/incidents', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
  if (!receipt) return open.set(id, body)
  if (kept.has(id) && kept.get(id) !== receipt.number) faults.push(`${id} got two numbers`)
  kept.set(id, receipt.number)
  open.delete(id)
}
async function report() {
  const id = uuid()
  await send(id, JSON.stringify({ id, matter: '010102', source: 'patrol', urgency: 'normal', description: randomBytes(900).toString('hex'), place }))
}
/** Reports come in while `during` goes on; then what was refused is sent again until it is taken, and the tally told. */
async function load(during) {
  now = tally()
  let over = false
  const work = Array.from({ length: writers }, async () => { while (!over) { await report(); await pause(20) } })
  await during()
  over = true
  await Promise.all(work)
  const told = now
  now = tally()
  const limit = Date.now() + 120_000
  while (open.size && Date.now() < limit) {
    for (const [id, body] of [...open]) await send(id, body)
    if (open.size) await pause(500)
  }
  return told
}
function judge(name, told, needed) {
  check(told.other.length === 0, `${name}: every answer is an acknowledgement or 503${told.other.length ? `, not ${told.other[0]}` : ''}`)
  check(told.without_wait === 0, `${name}: each of ${told.refused} refusals says when to try again`)
  check(needed(told), `${name}: ${told.kept} taken, ${told.refused} refused, ${told.broken} broken off${told.why ? ` (${told.why})` : ''}, slowest ${(told.slowest / 1000).toFixed(1)} s`)
  check(open.size === 0, `${name}: goes on by itself; what was refused was taken when sent again`)
}
const state = async (path) => { try { return (await fetch(base + path, { signal: AbortSignal.timeout(5000) })).status } catch { return 0 } }

async function main() {
  const filled = await instance.start('serve', '--data', instance.data, '--listen', '127.0.0.1:0', '--demo', 'community')
  await instance.end(filled.child)
  const { child, where } = await instance.start('db', '--data', instance.data)
  instance.socket = /host='([^']*)'/.exec(where)[1]
  instance.bin = join(readFileSync(join(instance.data, 'pg/postmaster.opts'), 'utf8').split(' ')[0], '..')
  cluster = new Cluster(instance.data)
  await instance.end(child)
  await cluster.start()
  const served = await onFaultyDisk('serve', '--data', instance.data, '--listen', '127.0.0.1:0', '--database', where, '--demo', 'community')
  base = served.where
  const { accounts } = JSON.parse(readFileSync(join(instance.data, 'demo-accounts.json'), 'utf8'))
  const dispatcher = accounts.find((one) => one.role === 'dispatcher'), worker = accounts.find((one) => one.role === 'grid_worker')
  const signed = await fetch(`${base}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: dispatcher.username, password: dispatcher.password }) })
  headers = { cookie: signed.headers.get('set-cookie').split(';')[0], 'x-linli': '1' }
  const json = async (path) => (await fetch(base + path, { headers })).json()
  const { centre } = await json(`/api/v1/divisions/${worker.username.replace('grid-', '')}`)
  place = { lon: centre.lon, lat: centre.lat, system: 'wgs84', address: '18' }
  for (const row of (await json('/api/v1/incidents?limit=20&order=changed')).items) {
    const picture = (await json(`/api/v1/incidents/${row.id}`)).attachments[0]
    if (picture) { jpeg = Buffer.from(await (await fetch(`${base}/api/v1/files/${picture.digest}?copy=thumbnail`, { headers })).arrayBuffer()); break }
  }
  const before = Number(instance.sql('select count(*) from incidents.incident'))

  // The database goes away and comes back.
  let ready
  judge('database away', await load(async () => {
    await pause(1000)
    await cluster.end()
    await pause(1000)
    ready = [await state('/healthz'), await state('/readyz')]
    await pause(seconds * 500)
    await cluster.start()
    await pause(3000)
  }), (told) => told.kept > 0 && told.refused > 0 && told.slowest < patience)
  check(ready[0] === 200 && ready[1] === 503, `database away: alive (${ready[0]}) and not ready (${ready[1]})`)

  // No room on the disk: reports until they no longer fit, and a while more.
  judge('disk full', await load(async () => {
    await pause(500)
    turnOn('full')
    await pause(seconds * 1000)
    turnOff('full')
    await pause(3000)
  }), (told) => told.kept > 0 && told.refused > 0 && told.slowest < patience)
  console.log(`     PostgreSQL was started again ${cluster.restarts} times so far`)

  // No room for a photo.
  const picture = () => { const words = randomBytes(24); return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 26]), words, jpeg.subarray(2)]) }
  const files = () => { // what lies in the store, by path
    const found = []
    const walk = (folder) => { for (const entry of readdirSync(folder, { withFileTypes: true })) entry.isDirectory() ? walk(join(folder, entry.name)) : found.push(join(folder, entry.name)) }
    if (existsSync(join(instance.data, 'files'))) walk(join(instance.data, 'files'))
    return found
  }
  const upload = (bytes) => ask('/api/v1/files', { method: 'POST', headers: { ...headers, 'content-type': 'image/jpeg' }, body: bytes })
  const mine = picture(), stored = new Set(files())
  now = tally()
  turnOn('full')
  for (let i = 0; i < 5; ++i) await upload(mine)
  turnOff('full')
  check(now.refused === 5 && now.without_wait === 0, `no room for a photo: refused with 503 (${now.refused} of 5${now.other.length ? `, ${now.other[0]}` : ''})`)
  const halves = files().filter((path) => !stored.has(path) && !path.includes('/tmp/'))
  check(halves.length === 0, `no room for a photo: nothing half-written is left (${halves.slice(0, 3).join(' ')})`)
  now = tally()
  const digest = (await upload(mine))?.digest
  const back = digest && Buffer.from(await (await fetch(`${base}/api/v1/files/${digest}?copy=original`, { headers })).arrayBuffer())
  const sum = (bytes) => createHash('sha256').update(bytes).digest('hex')
  check(back && sum(back) === sum(mine), 'no room for a photo: taken whole when there is room again')

  // A disk that takes its time.
  judge('slow disk', await load(async () => {
    turnOn('slow', '1500')
    await pause(seconds * 1000)
    turnOff('slow')
    await pause(1000)
  }), (told) => told.kept > 0 && told.broken === 0 && told.slowest > 1000 && told.slowest < patience)

  const numbers = new Set(kept.values())
  check(numbers.size === kept.size, 'no number was given twice')
  const there = Number(instance.sql('select count(*) from incidents.incident')) - before
  check(there === kept.size, `${there} cases for ${kept.size} acknowledged reports`)
  const ids = [...kept.keys()]
  const found = new Set(instance.sql(`select id from incidents.incident where id = any ('{${ids.join(',')}}')`).split('\n'))
  check(ids.every((id) => found.has(id)), 'everything acknowledged is there')
  const half = Number(instance.sql(`select count(*) from incidents.incident i where not exists (select from workflow.history h where h.case_id = i.id)`))
  check(half === 0, `no case without its history (${half})`)
  await instance.end(served.child)
  let verified
  try { verified = execFileSync('build/linli', ['audit', 'verify', '--data', instance.data, '--database', where], { encoding: 'utf8' }).trim() } catch (error) { verified = `${error.stdout ?? ''}${error.stderr ?? ''}`; faults.push('audit') }
  check(!faults.includes('audit'), `audit: ${verified}`)
}

main().catch((error) => { console.error(error); faults.push(String(error)) }).finally(async () => {
  process.exitCode = faults.length ? 1 : 0
  console.log(faults.length ? `${faults.length} faults` : 'shortages: all well')
  await cluster?.end()
  await instance.close(faults.length > 0)
  process.exit()
})
