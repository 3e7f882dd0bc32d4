// Two `linli serve` on one database: a transition on one is heard on the other, nothing takes effect twice, a right that
// is taken is gone on both at once, a stream goes on at the other where it broke off, and when one is killed the other
// takes over what it held. At the end both together take in reports against one alone.
//   node tests/faults/two_servers.mjs [ROUNDS [SECONDS]]       bounded: 15 minutes
import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Instance } from '../../bench/shared/instance.mjs'

const rounds = Number(process.argv[2] ?? 3), seconds = Number(process.argv[3] ?? 5)
const cases = 100, dispatched = 40 // reported and accepted, and of these dispatched, while both serve
const run = promisify(execFile)
const faults = []
const check = (ok, what) => { console.log(`${ok ? 'ok   ' : 'FAULT'} ${what}`); if (!ok) faults.push(what) }
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Waits for a condition; the seconds it took, or Infinity when `bound` seconds did not do. */
async function until(bound, condition) {
  const begun = performance.now()
  for (;;) {
    if (await condition()) return (performance.now() - begun) / 1000
    if (performance.now() - begun > bound * 1000) return Infinity
    await pause(20)
  }
}

let last = 0
const uuid = () => {
  last = Math.max(Date.now(), last + 1) // distinct by itself
  return `${last.toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7${Math.random().toString(16).slice(2, 5).padEnd(3, '0')}-8000-${Math.random().toString(16).slice(2, 14).padEnd(12, '0')}`
}

class Person {
  constructor(cookie) { this.cookie = cookie }
  static async signIn(url, { username, password }) {
    const answer = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) })
    if (answer.status !== 201) throw new Error(`${username}: ${answer.status} ${await answer.text()}`)
    return new Person(answer.headers.get('set-cookie').split(';')[0])
  }
  async ask(url, path, body, method = body ? 'POST' : 'GET') {
    const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { cookie: this.cookie, 'x-linli': '1', 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : null }
  }
  async must(url, path, body, method) {
    const answer = await this.ask(url, path, body, method)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  report = async (url, place) => {
    const id = uuid()
    return this.must(url, '/incidents', { id, matter: '010102', source: 'patrol', urgency: 'normal', description: '楼道堆物', place })
  }
  act = async (url, { id, version }, action, fields = {}) =>
    this.must(url, `/incidents/${id}/actions`, { id: uuid(), action, version, fields })
}

/** An open event stream: what it heard, and whether it has ended. */
function listen(url, person, after) {
  const stream = { heard: [], ended: false, close: null }
  const control = new AbortController()
  stream.close = () => control.abort()
  void (async () => {
    try {
      const answer = await fetch(`${url}/api/v1/stream`, { headers: { cookie: person.cookie, ...(after && { 'last-event-id': after }) }, signal: control.signal })
      stream.status = answer.status
      let text = ''
      for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
        text += piece
        for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
          const event = Object.fromEntries(text.slice(0, end).split('\n').filter((line) => line.includes(': ')).map((line) => line.split(/: (.*)/s)))
          if (event.data) stream.heard.push({ id: event.id, name: event.event, ...JSON.parse(event.data) })
        }
      }
    } catch { /* ended by either side */ }
    stream.ended = true
  })()
  return stream
}

/** A department's system that keeps what it was sent. */
async function department() {
  const got = []
  const server = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece) => { body += piece })
    request.on('end', () => { got.push({ headers: request.headers, body, event: JSON.parse(body) }); answer.end() })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { got, url: `http://127.0.0.1:${server.address().port}/events`, close: () => server.close() }
}

const instance = new Instance()
const serve = (database) => instance.start('serve', '--data', instance.data, '--listen', '127.0.0.1:0', '--database', database, '--demo', 'community')
const count = (sql) => Number(instance.sql(sql))

async function main() {
  const filled = await instance.start('serve', '--data', instance.data, '--listen', '127.0.0.1:0', '--demo', 'community')
  await instance.end(filled.child)
  const cluster = await instance.start('db', '--data', instance.data)
  instance.socket = /host='([^']*)'/.exec(cluster.where)[1]
  instance.bin = join(readFileSync(join(instance.data, 'pg/postmaster.opts'), 'utf8').split(' ')[0], '..')
  instance.postmaster = Number(readFileSync(join(instance.data, 'pg/postmaster.pid'), 'utf8').split('\n')[0])
  let a = await serve(cluster.where)
  const b = await serve(cluster.where)
  const one = a.where, other = b.where
  const { accounts } = JSON.parse(readFileSync(join(instance.data, 'demo-accounts.json'), 'utf8'))
  const dispatchers = accounts.filter((account) => account.role === 'dispatcher')
  const dispatcher = await Person.signIn(one, dispatchers[0])
  const administrator = await Person.signIn(one, accounts.find((account) => account.role === 'administrator'))
  const grid = accounts.find((account) => account.role === 'grid_worker').username.replace('grid-', '')
  const worker = await Person.signIn(other, accounts.find((account) => account.username === `grid-${grid}`))
  const { centre } = await worker.must(other, `/divisions/${grid}`)
  const place = { lon: centre.lon, lat: centre.lat, system: 'wgs84', address: grid }

  // A department is told, and signatures hold.
  const system = await department()
  const { id: webhook, secret } = await administrator.must(one, '/webhooks', { id: uuid(), name: 'two', url: system.url, kinds: ['incidents.*'] })

  // A department's clerk gets mail, at an address proven by the code that was mailed there.
  const mails = (prefix) => (existsSync(join(instance.data, 'mail')) ? readdirSync(join(instance.data, 'mail')) : []).filter((name) => name.startsWith(prefix))
  const clerk = await Person.signIn(other, accounts.find((account) => account.role === 'department'))
  const { unit } = (await clerk.must(other, '/me')).grants.find((grant) => grant.unit)
  await clerk.must(other, '/me/mail', { address: 'clerk@city.example' })
  const [code] = /\d{6}/.exec(Buffer.from(readFileSync(join(instance.data, 'mail', mails('code-')[0]), 'utf8').split('\r\n\r\n')[1], 'base64'))
  await clerk.must(one, '/me/mail/proof', { code })

  // Heard on the other.
  const streamA = listen(one, dispatcher), streamB = listen(other, dispatcher)
  await until(5, () => streamA.status && streamB.status)
  await pause(300) // whatever the start still sends
  const waits = []
  for (let i = 0; i < 10; ++i) {
    const [from, to] = i % 2 ? [one, streamB] : [other, streamA]
    const incident = await worker.report(from, place)
    waits.push(await until(5, () => to.heard.some((event) => event.name === 'incident' && event.id === incident.id)))
  }
  check(Math.max(...waits) < 2, `a transition on one is heard on the other: median ${(median(waits) * 1000).toFixed(0)} ms, longest ${(Math.max(...waits) * 1000).toFixed(0)} ms of ${waits.length}`)

  // Nothing twice, while both take reports and move them on.
  const begin = count('select coalesce(max(position), 0) from outbox.event')
  await Promise.all(Array.from({ length: 4 }, async (_, lane) => {
    for (let i = lane; i < cases; i += 4) {
      const incident = await worker.report(i % 2 ? one : other, place)
      const accepted = await dispatcher.act(i % 2 ? other : one, incident, 'accept')
      if (i < dispatched) await dispatcher.act(i % 2 ? one : other, accepted, 'dispatch', { unit })
    }
  }))
  const events = `from outbox.event where position > ${begin} and payload ? 'workflow'`
  const settled = await until(60, () => count(`select count(*) ${events}`) >= 2 * cases + dispatched &&
    count("select count(*) from outbox.job where name = 'mail.send' and done_at is null") === 0 &&
    count(`select count(*) from outbox.event where position > (select min(position) from outbox.subscription)`) === 0 &&
    count(`select count(*) from webhooks.delivery where state = 'waiting'`) === 0)
  check(settled < 60, `${2 * cases + dispatched} transitions on both settled ${settled.toFixed(1)} s after the last`)
  const sent = system.got.filter((one) => Number(one.event.sequence) > begin)
  const happened = count(`select count(*) ${events}`)
  check(sent.length === happened && new Set(sent.map((one) => one.headers['webhook-id'])).size === happened,
    `webhooks: ${sent.length} calls, ${new Set(sent.map((one) => one.headers['webhook-id'])).size} ids for ${happened} events`)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  check(sent.every(({ headers, body }) => headers['webhook-signature'] === 'v1,' + createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')), 'every signature holds')
  const newest = new Map()
  check(sent.every(({ event }) => { const before = newest.get(event.subject) ?? ''; newest.set(event.subject, event.sequence); return event.sequence > before }), 'webhooks of one case come in its order')
  check(count(`select count(*) - count(distinct (topic, subject_id, at, person, unit, role)) from notices.notice where subject_id in (select key ${events})`) === 0 &&
    count(`select count(*) from notices.notice where subject_id in (select key ${events})`) > 0, `notices: ${count(`select count(*) from notices.notice where subject_id in (select key ${events})`)}, none twice`)
  check(mails('mail-').length === dispatched && count("select count(*) from outbox.job where name = 'mail.send'") === dispatched, `mails: ${mails('mail-').length} for ${dispatched} dispatches`)
  check(count(`select count(*) from (select payload ->> 'case', payload ->> 'version' ${events} group by 1, 2 having count(*) > 1) twice`) === 0, 'no transition twice')
  check(count('select count(*) from (select once_key from outbox.job where once_key is not null group by once_key having count(*) > 1) twice') === 0 &&
    count('select count(*) from outbox.job where attempts > 1') === 0, `jobs: ${count('select count(*) from outbox.job where done_at is not null')} done, each by one attempt`)

  // A stream that broke off on one goes on at the other.
  await until(5, () => streamA.heard.length > 0)
  const known = streamA.heard.at(-1)
  streamA.close()
  const missed = []
  for (let i = 0; i < 5; ++i) missed.push((await worker.report(i % 2 ? one : other, place)).id)
  const resumedId = instance.sql(`select position from outbox.event where key = '${known.id}' order by position desc limit 1`)
  const resumed = listen(other, dispatcher, resumedId)
  const waited = await until(10, () => missed.every((id) => resumed.heard.some((event) => event.name === 'incident' && event.id === id)))
  check(waited < 10, `Last-Event-ID of one process resumes on the other: ${missed.length} missed events after ${(waited * 1000).toFixed(0)} ms`)
  resumed.close()

  // Rights.
  const victim = dispatchers[1] ?? dispatchers[0]
  const theirs = await Person.signIn(one, victim)
  const [account] = (await administrator.must(one, `/accounts?query=${victim.username}`)).items
  for (const url of [one, other]) if ((await theirs.ask(url, '/incidents?limit=1')).status !== 200) check(false, 'signed in, asked on both')
  const [listening, there] = [listen(one, theirs), listen(other, theirs)]
  await until(5, () => listening.status && there.status)
  await administrator.must(one, `/accounts/${account.id}/grants/${account.grants[0].id}`, undefined, 'DELETE')
  const revoked = await Promise.all([one, other].map((url) => theirs.ask(url, '/incidents?limit=1')))
  check(revoked.every((answer) => answer.status === 403), `a right taken on one is refused at once on both: ${revoked.map((answer) => answer.status)}`)
  await administrator.must(other, `/accounts/${account.id}/state`, { id: uuid(), state: 'suspended', reason: 'security' })
  const closed = await Promise.all([one, other].map((url) => theirs.ask(url, '/me')))
  check(closed.every((answer) => answer.status === 401), `an account suspended on one is out at once on both: ${closed.map((answer) => answer.status)}`)
  const streamsEnd = await until(10, () => listening.ended && there.ended)
  check(streamsEnd < 10, `its streams end on both after ${streamsEnd.toFixed(1)} s`)

  // Killed while it holds a job.
  streamB.close()
  await instance.end(b.child)
  const blocking = instance.sqlSession('begin; lock table incidents.counter in share mode;')
  const claimed = await until(60, () => count("select count(*) from outbox.job where name = 'incidents.fold_counters' and lease_until is not null and done_at is null") === 1)
  const job = claimed < 60 ? instance.sql("select id from outbox.job where name = 'incidents.fold_counters' and lease_until is not null and done_at is null") : '0'
  check(claimed < 60, 'a job is held by one')
  const survivor = await serve(cluster.where)
  const victimGone = a.child.gone
  a.child.kill('SIGKILL')
  await victimGone
  instance.running = instance.running.filter((child) => child !== a.child)
  const dead = performance.now()
  blocking.end()
  const again = await worker.report(survivor.where, place)
  check(Boolean(again.number), `the other goes on: a report ${((performance.now() - dead) / 1000).toFixed(1)} s after the kill`)
  const told = await until(30, () => system.got.some(({ event }) => event.subject === again.id))
  check(told < 30, `subscriptions and calls are taken over: the department heard of it after ${told.toFixed(1)} s`)
  const noticed = await until(30, () => count(`select count(*) from notices.notice where subject_id = '${again.id}'`) > 0)
  check(noticed < 30, `notices too, after ${noticed.toFixed(1)} s more`)
  const done = await until(120, () => count(`select count(*) from outbox.job where id = ${job} and done_at is not null and attempts = 2`) === 1)
  check(done < 120, `the job it held is done by the other at the second attempt, ${((performance.now() - dead) / 1000).toFixed(0)} s after the kill (lease 60 s)`)
  await administrator.must(survivor.where, `/webhooks/${webhook}`, undefined, 'DELETE')
  system.close()

  // Throughput.
  if (!existsSync('build/bench/http_load')) return console.log('no build/bench/http_load: throughput not measured')
  a = await serve(cluster.where)
  const file = join(instance.folder, 'senders')
  const body = JSON.stringify({ id: '@id@', matter: '010102', source: 'patrol', urgency: 'normal', description: '楼道堆物，占用疏散通道。', place: { lon: '@lon@', lat: '@lat@', system: 'wgs84', address: '一单元' } }).replace('"@lon@"', '@lon@').replace('"@lat@"', '@lat@')
  instance.sql(`update access.assignment set prefix = left(prefix, 6) where role = 'dispatcher'`)
  writeFileSync(file, ['POST', '/api/v1/incidents', dispatcher.cookie, Math.round(centre.lon * 1e7), Math.round(centre.lat * 1e7), body].join('\t') + '\n')
  const load = async (url, connections) => {
    const { stdout, stderr } = await run('build/bench/http_load', [new URL(url).port, String(seconds), String(connections), file])
    const result = JSON.parse(stdout)
    if (result.refused) throw new Error(`${result.refused} reports were refused: ${stderr}`)
    return result.accepted / result.seconds
  }
  const alone = [], both = []
  for (let round = 0; round <= rounds; ++round) {
    const single = await load(survivor.where, 16)
    await until(60, () => count('select count(*) from outbox.event where position > (select min(position) from outbox.subscription)') === 0)
    const pair = (await Promise.all([load(survivor.where, 8), load(a.where, 8)])).reduce((x, y) => x + y)
    await until(60, () => count('select count(*) from outbox.event where position > (select min(position) from outbox.subscription)') === 0)
    if (round === 0) continue // plans, caches, number blocks
    alone.push(single)
    both.push(pair)
  }
  console.log(`reports: one alone ${median(alone).toFixed(0)}/s, both together ${median(both).toFixed(0)}/s: ${median(both.map((rate, i) => rate / alone[i])).toFixed(2)} of one (medians of ${rounds} rounds, 16 connections)`)
}

main().catch((error) => { console.error(error); faults.push(String(error)) }).finally(async () => {
  process.exitCode = faults.length ? 1 : 0
  console.log(faults.length ? `${faults.length} faults` : 'two servers: all well')
  await instance.close(faults.length > 0)
  process.exit()
})
