// Intake of reports over HTTP against pgbench running the same statements: what the program itself costs.
//   node bench/intake.mjs [ROUNDS [SECONDS [CASES]]]       CASES: how many there are to begin with, copies of the demo's
// The product: `linli serve` on its own cluster, staff reports by session cookie, each one durable transaction with the
// case, its history, duty, timers, counter, audit entry, event and encrypted words. The rival: pgbench -M prepared, all
// statements of one report in one pipeline, taken from the server's statement log of this very run, on a copy of the same
// database in the same cluster. Both have the same number of database sessions; the load generator runs on the same
// cores in both and counts. Goal: the product takes in at least kGoal of what pgbench does.
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logStatements, logged, parameterTypes, requestOf, script } from './shared/extract.mjs'
import { Instance } from './shared/instance.mjs'
import { each, freshId, load, median, pgbench, settled, signIn, us, words } from './shared/rounds.mjs'

const goal = 0.75
const rounds = Number(process.argv[2] ?? 7)
const seconds = Number(process.argv[3] ?? 5)
const sessions = 16 // of the database, in both: the product's write workers
const cases = Number(process.argv[4] ?? 0)
const places = 64
const reach = 20_000 // E7 degrees around a place, some 200 m; as in http_load.cpp
/** Who reports where: the demo's dispatchers, lent the whole district. All report the same matter, as pgbench will. */
async function makeSenders(instance) {
  const cookies = []
  for (const account of instance.accounts.filter((one) => one.role === 'dispatcher')) cookies.push(await signIn(instance, account.username))
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
  const requests = pairs.map((pair) => pair.map((id) => [requestOf(log, id)]))
  const shortest = Math.min(...requests.flat(2).map((request) => request.length)) // one in fifty also reserves numbers
  const alike = requests.filter((pair) => pair.every(([request]) => request.length === shortest))
  if (alike.length < senders.length / 2) throw new Error('reports of one kind ran different statements')
  const { text, variables } = script(alike, moved, parameterTypes(instance, alike[0][0][0]), reach, sessions)
  const path = join(instance.folder, 'report.sql')
  writeFileSync(path, text)
  return { statements: shortest, args: ['-f', path, ...variables.flatMap(([name, value]) => ['-D', `${name}=${value}`])] }
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

async function main(instance) {
  await instance.open(cases)
  const senders = await makeSenders(instance)
  const { statements, args } = await extract(instance, senders)
  const file = join(instance.folder, 'senders')
  writeFileSync(file, senders.map((one) => ['POST', '/api/v1/incidents', one.cookie, one.lon, one.lat, one.body].join('\t') + '\n').join('\n'))
  const counted = () => Number(instance.sql('select count(*) from incidents.incident'))
  console.log(`intake: ${statements} statements a report, ${senders.length} places, ${sessions} database sessions, ${counted()} cases to begin with, load ${loadavg()[0].toFixed(1)}`)
  for (const query of ['order=due&open=true', 'order=changed']) console.log(`intake: a page of the list, ${query}: ${await listed(instance, senders[0], query)} ms`)
  const product = []
  const rival = []
  await settled(instance)
  instance.sql('checkpoint') // one for all rounds, or each would pay again for whole pages in the log
  for (let round = 0; round <= rounds; ++round) {
    const before = counted()
    const mine = await load(instance, file, { seconds, connections: sessions })
    if (counted() - before < mine.accepted) throw new Error('an acknowledged report is not in the database')
    const other = await pgbench(instance, ['-D', `round=${100000 + round}`, '-D', 'turn=0', ...args, 'rival'], { seconds, sessions })
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
