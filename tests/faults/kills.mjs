// kill -9 of the server and of PostgreSQL at random while reports with photos come in through the API and are accepted,
// commented and dispatched. Every report that was acknowledged is there once with its photo, every acknowledged
// transition stands in its history once, none is there twice, and the audit log verifies.
//   node tests/faults/kills.mjs [REPORTS [MINUTES]]        bounded: 2,000 reports and transitions, 30 minutes
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const wanted = Number(process.argv[2] ?? 2000)
const writers = 8
const folder = mkdtempSync(join(tmpdir(), 'linli-faults-'))
chmodSync(folder, 0o755) // the cluster's own user must pass it
const data = join(folder, 'd')
const port = 20000 + (process.pid % 20000)
const base = `http://127.0.0.1:${port}`
const over = Date.now() + Number(process.argv[3] ?? 30) * 60_000

let server
let log = ''
function start() {
  server = spawn('build/linli', ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--demo', 'community'], { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((ready, failed) => {
    const mine = server
    const look = (piece) => { log = (log + piece).slice(-20_000); if (/^ready /m.test(String(piece))) ready() }
    mine.stdout.on('data', look)
    mine.stderr.on('data', look)
    mine.on('close', (code) => failed(new Error(`linli ended with ${code}\n${log.slice(-3000)}`)))
  })
}
async function startAgain() {
  for (let attempt = 0; attempt < 30; ++attempt) {
    try { return await start() } catch (error) { if (attempt === 29) throw error; await pause(1000) }
  }
}
// Asked of the database itself: the list counts no further than a screen needs.
const cases = () => Number(execFileSync('psql', ['-h', join(data, 'sock'), '-U', 'linli', '-Atc', 'select count(*) from incidents.incident', 'linli'], { encoding: 'utf8' }))
const postmaster = () => Number(readFileSync(join(data, 'pg/postmaster.pid'), 'utf8').split('\n')[0])

const uuid = () => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Repeats a request until the server has answered it for good: what is lost on the way is sent again unchanged. */
async function insist(path, options) {
  for (;;) {
    if (Date.now() > over) throw new Error('out of time')
    try {
      const answer = await fetch(base + path, { ...options, signal: AbortSignal.timeout(20_000) })
      if (answer.status < 500 && answer.status !== 429) return answer
      await answer.arrayBuffer()
    } catch { /* the connection broke: nobody knows whether it was done */ }
    await pause(100 + Math.random() * 200)
  }
}
async function signIn(account) {
  const answer = await insist('/api/v1/sessions', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account.username, password: account.password }) })
  if (answer.status !== 201) throw new Error(`sign-in of ${account.username}: ${answer.status} ${await answer.text()}`)
  return { cookie: answer.headers.get('set-cookie').split(';')[0], 'x-linli': '1' }
}

/** A picture nobody else has: a comment segment of random bytes in a real JPEG. */
function ownPicture(jpeg) {
  const words = randomBytes(24)
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words])
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)])
}

const acknowledged = [] // {id, number, digest, bytes}
const walked = new Map() // id of a case -> its acknowledged transitions, in order
let transitions = 0
let kills = { server: 0, database: 0 }
let done = false

async function killer() {
  while (!done) {
    await pause(1500 + Math.random() * 3500)
    if (done) return
    if (Math.random() < 0.5) {
      const victim = server
      const gone = new Promise((resolve) => victim.once('close', resolve))
      victim.kill('SIGKILL')
      ++kills.server
      await gone
      await startAgain()
    } else {
      try { process.kill(postmaster(), 'SIGKILL'); ++kills.database } catch { /* just restarting */ }
    }
  }
}

/** Every third case is accepted, commented and dispatched: as many transitions as reports. */
async function walk(id, desk) {
  const steps = [['accept', {}], ['note', { text: '已电话联系' }], ['dispatch', { unit: desk.unit }]]
  walked.set(id, [])
  for (const [action, fields] of steps) {
    const own = uuid()
    for (;;) {
      const seen = await insist(`/api/v1/incidents/${id}`, { headers: desk.headers })
      if (seen.status === 401) { desk.headers = await signIn(desk.account); continue }
      const { version } = await seen.json()
      // Sent again after a break it carries the same id, and perhaps a version that its own first try made old.
      const done = await insist(`/api/v1/incidents/${id}/actions`, { method: 'POST', headers: { ...desk.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ id: own, action, version, fields }) })
      if (done.status === 401) { desk.headers = await signIn(desk.account); continue }
      if (done.status !== 200) throw new Error(`${action}: ${done.status} ${await done.text()}`)
      await done.arrayBuffer()
      break
    }
    walked.get(id).push(action)
    ++transitions
  }
}

async function writer(account, grid, place, jpeg, desk) {
  let headers = await signIn(account)
  while (acknowledged.length + 0 < wanted && claimed < wanted) {
    ++claimed
    const picture = ownPicture(jpeg)
    const id = uuid()
    let digest
    for (;;) {
      const up = await insist('/api/v1/files', { method: 'POST', headers: { ...headers, 'content-type': 'image/jpeg' }, body: picture })
      if (up.status === 401) { headers = await signIn(account); continue }
      if (up.status !== 201) throw new Error(`upload: ${up.status} ${await up.text()}`)
      digest = (await up.json()).digest
      const body = JSON.stringify({ id, matter: '010102', description: `第${claimed}件`, source: 'patrol', place: { ...place, address: grid },
        attachments: [{ digest, stage: 'before' }] })
      const sent = await insist('/api/v1/incidents', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body })
      if (sent.status === 401) { headers = await signIn(account); continue }
      if (sent.status !== 201) throw new Error(`report: ${sent.status} ${await sent.text()}`)
      acknowledged.push({ id, number: (await sent.json()).number, digest, bytes: picture.length })
      if (acknowledged.length % 3 === 0) await walk(id, desk)
      break
    }
  }
}
let claimed = 0

async function main() {
  await start()
  const { accounts } = JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8'))
  const workers = accounts.filter((one) => one.role === 'grid_worker')
  const dispatcher = accounts.find((one) => one.role === 'dispatcher')
  const asDispatcher = await signIn(dispatcher)
  const json = async (path) => (await insist(path, { headers: asDispatcher })).json()
  const list = await json('/api/v1/incidents?limit=20&order=changed')
  let jpeg
  for (const row of list.items) {
    const incident = await json(`/api/v1/incidents/${row.id}`)
    if (incident.attachments[0]) {
      jpeg = Buffer.from(await (await insist(`/api/v1/files/${incident.attachments[0].digest}?copy=thumbnail`, { headers: asDispatcher })).arrayBuffer())
      break
    }
  }
  const before = cases()
  const unit = (await json('/api/v1/units?kind=street_sanitation')).items[0].id
  const desk = { account: dispatcher, headers: asDispatcher, unit }
  const killing = killer()
  await Promise.all(Array.from({ length: writers }, async (_, i) => {
    const account = workers[i % workers.length]
    const grid = account.username.replace('grid-', '')
    const { centre } = await json(`/api/v1/divisions/${grid}`)
    await writer(account, grid, { lon: centre.lon, lat: centre.lat, system: 'wgs84' }, jpeg, desk)
  }))
  done = true
  await killing
  const headers = await signIn(dispatcher)
  const ask = async (path) => insist(path, { headers })
  const after = cases()
  const faults = []
  if (after - before !== acknowledged.length) faults.push(`${after - before} cases for ${acknowledged.length} acknowledged reports`)
  if (new Set(acknowledged.map((one) => one.number)).size !== acknowledged.length) faults.push('a number was given twice')
  for (const one of acknowledged) {
    const answer = await ask(`/api/v1/incidents/${one.id}`)
    const incident = await answer.json()
    if (incident.number !== one.number) faults.push(`${one.number}: ${answer.status}, not there`)
    else if (!incident.attachments.some((a) => a.digest === one.digest)) faults.push(`${one.number}: without its photo`)
    const steps = (incident.history ?? []).map((step) => step.action).filter((action) => ['accept', 'note', 'dispatch'].includes(action))
    if (steps.join() !== (walked.get(one.id) ?? []).join()) faults.push(`${one.number}: history has ${steps.join()}, acknowledged were ${walked.get(one.id)}`)
    const file = await ask(`/api/v1/files/${one.digest}?copy=original`)
    if (file.status !== 200 || (await file.arrayBuffer()).byteLength !== one.bytes) faults.push(`${one.number}: photo ${file.status}`)
    if (faults.length > 20) break
  }
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('close', resolve))
  let verified
  try { verified = execFileSync('build/linli', ['audit', 'verify', '--data', data], { encoding: 'utf8' }).trim() }
  catch (error) { faults.push(`audit verify: ${error.stdout ?? ''}${error.stderr ?? ''}`) }
  console.log(`${acknowledged.length} reports and ${transitions} transitions acknowledged, ${kills.server} kills of the server, ${kills.database} of the database; ${verified ?? 'audit not verified'}`)
  for (const fault of faults) console.log(`fault: ${fault}`)
  process.exitCode = faults.length ? 1 : 0
}

main().catch((error) => { console.error(error); process.exitCode = 1 }).finally(() => {
  done = true
  try { server?.kill('SIGKILL') } catch { /* gone */ }
  if (process.exitCode) console.log(`kept: ${folder}`)
  else rmSync(folder, { recursive: true, force: true })
})
