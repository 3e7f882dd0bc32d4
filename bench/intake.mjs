// Intake of reports over HTTP against pgbench running the same statements: what the program itself costs.
//   node bench/intake.mjs [ROUNDS [SECONDS [CASES]]]       CASES: how many there are to begin with, copies of the demo's
// The product: `linli serve` on its own cluster, staff reports by session cookie, each one durable transaction with the
// case, its history, duty, timers, counter, audit entry, event and encrypted words. The rival: pgbench -M prepared, all
// statements of one report in one pipeline, taken from the server's statement log of this very run, on a copy of the same
// database in the same cluster. Both have the same number of database sessions; the load generator runs on the same
// cores in both and counts. Goal: the product takes in at least kGoal of what pgbench does.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { logStatements, logged, parameterTypes, requestOf, script } from './intake/extract.mjs'
import { Instance } from './intake/instance.mjs'

const goal = 0.75
const rounds = Number(process.argv[2] ?? 7)
const seconds = Number(process.argv[3] ?? 5)
const warm = 2 // seconds
const sessions = 16 // of the database, in both: the product's write workers
const cases = Number(process.argv[4] ?? 0)
const places = 64
const reach = 20_000 // E7 degrees around a place, some 200 m; as in report_load.cpp
const run = promisify(execFile)
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const freshId = () => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Who reports where: the demo's dispatchers, lent the whole district. All report the same matter, as pgbench will. */
async function makeSenders(instance) {
  const cookies = []
  for (const account of instance.accounts.filter((one) => one.role === 'dispatcher')) {
    const answer = await fetch(`${instance.url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: account.username, password: account.password }) })
    if (answer.status !== 201) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
    cookies.push(answer.headers.get('set-cookie').split(';')[0])
  }
  const margin = 1.2 * reach / 1e7
  const grids = instance.sql(`select g.centre_lon_e7, g.centre_lat_e7 from territory.division g
    join territory.division s on s.code = left(g.code, 6)
    where g.level = 'grid' and ST_Contains(s.outline,
      ST_Expand(ST_SetSRID(ST_MakePoint(g.centre_lon_e7 / 1e7, g.centre_lat_e7 / 1e7), 4326), ${margin}))
    order by md5(g.code) limit ${places}`).split('\n').map((row) => row.split('|').map(Number))
  return grids.map(([lon, lat], i) => ({
    cookie: cookies[i % cookies.length], lon, lat,
    body: JSON.stringify({ id: '@id@', matter: '010102', source: 'patrol', urgency: 'normal',
      description: '巡查发现楼道内堆放杂物，占用疏散通道，已拍照，请处理。门牌旁有电动车停放，住户称一直如此，需要联系物业。',
      place: { lon: '@lon@', lat: '@lat@', system: 'wgs84', accuracy_m: 8, address: '某街某社区某路十二号楼一单元门口' } })
      .replace('"@lon@"', '@lon@').replace('"@lat@"', '@lat@'),
  }))
}

/** Reports once at (lon, lat) in E7 degrees; the record id. */
async function report(instance, sender, lon, lat) {
  const id = freshId()
  const body = sender.body.replace('@id@', id).replace('@lon@', (lon / 1e7).toFixed(7)).replace('@lat@', (lat / 1e7).toFixed(7))
  const answer = await fetch(`${instance.url}/api/v1/incidents`, { method: 'POST', body,
    headers: { 'content-type': 'application/json', 'x-linli': '1', cookie: sender.cookie } })
  if (answer.status !== 201) throw new Error(`report: ${answer.status} ${await answer.text()}`)
  return id
}

/** pgbench's arguments, from two logged reports of each sender. */
async function extract(instance, senders) {
  const moved = { lon: 1000, lat: 3000 }
  const pairs = []
  for (const sender of senders) await report(instance, sender, sender.lon, sender.lat) // number blocks and plans are there
  logStatements(instance, true)
  await pause(300)
  for (const sender of senders)
    pairs.push([await report(instance, sender, sender.lon, sender.lat), await report(instance, sender, sender.lon + moved.lon, sender.lat + moved.lat)])
  logStatements(instance, false)
  await pause(500)
  const log = logged(instance)
  const requests = pairs.map((pair) => pair.map((id) => requestOf(log, id)))
  const shortest = Math.min(...requests.flat().map((request) => request.length)) // one in fifty also reserves numbers
  const alike = requests.filter((pair) => pair.every((request) => request.length === shortest))
  if (alike.length < senders.length / 2) throw new Error('reports of one kind ran different statements')
  const { text, variables } = script(alike, moved, parameterTypes(instance, alike[0][0]), reach, sessions)
  const path = join(instance.folder, 'report.sql')
  writeFileSync(path, text)
  return { statements: shortest, args: ['-f', path, ...variables.flatMap(([name, value]) => ['-D', `${name}=${value}`])] }
}

/** Until every event is delivered and every entry sealed; seconds. */
async function settled(instance) {
  const start = Date.now()
  for (;;) {
    const [left] = instance.sql(`select (select count(*) from outbox.event where position > (select min(position) from outbox.subscription))
      + (select count(*) from audit.entry where xid >= coalesce((select max(until_xid) from audit.seal), 0))`).split('|').map(Number)
    if (left <= 1) return (Date.now() - start) / 1000
    if (Date.now() - start > 120_000) throw new Error(`${left} events and entries are still waiting`)
    await pause(100)
  }
}

const cost = (before, after, count) => Object.fromEntries(Object.keys(after).map((key) => [key, (after[key] - before[key]) * 1e6 / count]))

async function productRound(instance, file) {
  const before = instance.cpu()
  const { stdout, stderr } = await run('build/bench/report_load', [String(instance.port), String(seconds), String(sessions), file])
  const load = JSON.parse(stdout)
  if (load.refused) throw new Error(`${load.refused} reports were refused: ${stderr}`)
  const within = instance.cpu()
  const rest = await settled(instance)
  return { count: load.accepted, rate: load.accepted / load.seconds, p50: load.p50, p99: load.p99, rest,
    cpu: { ...cost(before, within, load.accepted), load: load.cpu_us }, all: { ...cost(before, instance.cpu(), load.accepted), load: load.cpu_us } }
}

/** pgbench from its second `warm` on: by then its sessions have their plans, as the server's have. */
async function rivalRound(instance, args, round) {
  const child = spawn(join(instance.bin, 'pgbench'), ['-n', '-M', 'prepared', '-c', String(sessions), '-j', '2', '-P', '1', '-T', String(seconds + warm + 1),
    '-h', instance.socket, '-U', 'linli', '-D', `round=${100000 + round}`, '-D', 'turn=0', ...args, 'rival'], { stdio: ['ignore', 'ignore', 'pipe'] })
  instance.server.kill('SIGSTOP') // its looking for work is not pgbench's to bear
  try {
    let from, until, said = ''
    const rates = []
    for await (const piece of child.stderr) {
      said += piece
      for (let line; (line = /^progress: ([\d.]+) s, ([\d.]+) tps.*, (\d+) failed.*\n/m.exec(said)); said = said.slice(line.index + line[0].length)) {
        if (line[3] !== '0') throw new Error(line[0])
        if (rates.length > 0 || from) rates.push(Number(line[2]))
        if (Math.round(line[1]) === warm) from = instance.cpu(child.pid)
        if (Math.round(line[1]) === warm + seconds) until = instance.cpu(child.pid)
      }
    }
    if (rates.length < seconds) throw new Error(said.slice(0, 2000))
    const rate = rates.slice(0, seconds).reduce((sum, one) => sum + one, 0) / seconds
    return { rate, cpu: cost(from, until, rate * seconds) }
  } finally { instance.server.kill('SIGCONT') }
}

/** Milliseconds of a page of the list, as a dispatcher of the whole district asks for it; the median of some. */
async function listed(instance, sender, query) {
  const waits = []
  for (let i = 0; i < 15; ++i) {
    const start = performance.now()
    const answer = await fetch(`${instance.url}/api/v1/incidents?limit=50&${query}`, { headers: { cookie: sender.cookie } })
    if (answer.status !== 200) throw new Error(await answer.text())
    await answer.arrayBuffer()
    waits.push(performance.now() - start)
  }
  return median(waits).toFixed(1)
}

const us = (cpu) => Object.values(cpu).reduce((sum, one) => sum + one, 0)
const each = (rows, pick) => Object.fromEntries(Object.keys(pick(rows[0])).map((key) => [key, median(rows.map((row) => pick(row)[key]))]))
const words = (cpu) => `server ${cpu.server.toFixed(0)}, database ${cpu.database.toFixed(0)}, load ${cpu.load.toFixed(0)}`

async function main(instance) {
  await instance.open(cases)
  const senders = await makeSenders(instance)
  const { statements, args } = await extract(instance, senders)
  const file = join(instance.folder, 'senders')
  writeFileSync(file, senders.map((one) => [one.cookie, one.lon, one.lat, one.body].join('\t') + '\n').join(''))
  const counted = () => Number(instance.sql('select count(*) from incidents.incident'))
  console.log(`intake: ${statements} statements a report, ${senders.length} places, ${sessions} database sessions, ${counted()} cases to begin with, load ${loadavg()[0].toFixed(1)}`)
  for (const query of ['order=due&open=true', 'order=changed']) console.log(`intake: a page of the list, ${query}: ${await listed(instance, senders[0], query)} ms`)
  const product = []
  const rival = []
  await settled(instance)
  instance.sql('checkpoint') // one for all rounds, or each would pay again for whole pages in the log
  for (let round = 0; round <= rounds; ++round) {
    const before = counted()
    const mine = await productRound(instance, file)
    if (counted() - before < mine.count) throw new Error('an acknowledged report is not in the database')
    const other = await rivalRound(instance, args, round)
    if (round === 0) continue // plans, caches, number blocks
    product.push(mine)
    rival.push(other)
    console.log(`intake: round ${round}: product ${mine.rate.toFixed(0)}/s (p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms), pgbench ${other.rate.toFixed(0)}/s, ` +
      `ratio ${(mine.rate / other.rate).toFixed(2)}; settled ${mine.rest.toFixed(1)} s later; load ${loadavg()[0].toFixed(1)}`)
  }
  const ratio = median(product.map((one, i) => one.rate / rival[i].rate))
  const mine = each(product, (one) => one.cpu)
  const all = each(product, (one) => one.all)
  const other = each(rival, (one) => one.cpu)
  console.log(`intake: CPU a report in µs: product ${us(mine).toFixed(0)} (${words(mine)}); with all that follows ${us(all).toFixed(0)} (${words(all)}); ` +
    `pgbench ${us(other).toFixed(0)} (database ${other.database.toFixed(0)}, pgbench ${other.load.toFixed(0)})`)
  console.log(`intake: by CPU ${(us(other) / us(mine)).toFixed(2)}, with all that follows ${(us(other) / us(all)).toFixed(2)}`)
  console.log(`intake: median ${median(product.map((one) => one.rate)).toFixed(0)} reports/s, pgbench ${median(rival.map((one) => one.rate)).toFixed(0)}/s: ` +
    `${ratio.toFixed(2)} of pgbench (goal ${goal}), ${counted()} cases at the end`)
  process.exitCode = ratio >= goal ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
