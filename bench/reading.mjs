// Reading one case over HTTP against pgbench reading it.
//   node bench/reading.mjs [ROUNDS [SECONDS]]       in the demo city of LINLI_CITY, or one made now (bench/shared/instance.mjs)
// The product: GET /api/v1/incidents/ID by session cookie: the case with reporters, evidence, history, words from the
// vault, and what the asker may do. The rivals: pgbench -M prepared with as many database sessions as the product has
// read workers: all statements of that request in one pipeline, from the server's statement log of this very run, of a case
// drawn by lot; and, for comparison, the case's row alone. Goal: at least kGoal of what pgbench reads with the same
// statements.
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logStatements, logged, parameterTypes, requestsOf } from './shared/extract.mjs'
import { Instance } from './shared/instance.mjs'
import { each, load, median, pgbench, signIn, us, words } from './shared/rounds.mjs'

const goal = 0.5
const rounds = Number(process.argv[2] ?? 7)
const seconds = Number(process.argv[3] ?? 5)
const sessions = 4 // of the database, in both: the product's read workers
const connections = 16
const cases = 64

// No colon may be seen in it: pgbench takes what follows for a variable.
const literal = (value) => (value === null ? 'null' : `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`)
const bare = (sql) => sql.split('\n').filter((line) => !/^\s*--/.test(line)).join('\n').trim()

async function main(instance) {
  await instance.openCity()
  const leader = instance.accounts.find((one) => one.role === 'leader' && /^city-/.test(one.username)) ?? instance.accounts.find((one) => one.role === 'leader')
  const cookie = await signIn(instance, leader.username)
  const ids = instance.sql(`select id from incidents.incident where closed_at is not null and reported_at > (select max(reported_at) from incidents.incident) - interval '300 days'
    order by md5(id::text) limit ${cases}`).split('\n')
  const file = join(instance.folder, 'reads')
  writeFileSync(file, ids.map((id) => ['GET', `/api/v1/incidents/${id}`, cookie, 0, 0, ''].join('\t') + '\n').join('\n'))
  const get = async (id) => { const answer = await fetch(`${instance.url}/api/v1/incidents/${id}`, { headers: { cookie } }); if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`) }
  for (const id of ids) await get(id)
  logStatements(instance, true)
  await pause(300)
  for (const id of ids) await get(id)
  logStatements(instance, false)
  await pause(500)
  const log = logged(instance)
  const requests = ids.map((id) => requestsOf(log, id)[0])
  const alike = requests.filter((one) => one.length === requests[0].length && one.every(({ sql }, i) => sql === requests[0][i].sql))
  if (alike.length < cases / 2) throw new Error(`only ${alike.length} of ${cases} cases are read by the same statements`)
  const types = parameterTypes(instance, requests[0])
  // Which case is drawn by lot, and each parameter read from its text as it is from the product's message.
  const parameter = (i, k) => {
    const type = types.get(requests[0][i].sql)[k]
    const values = alike.map((request) => request[i].values[k])
    return values.every((one) => one === values[0]) ? `${literal(values[0])}::${type}` : `(array[${values.map(literal).join(',')}]::text[])[:k::int]::${type}`
  }
  const text = requests[0].map(({ sql }, i) => `${bare(sql).replace(/\$(\d+)/g, (_, k) => parameter(i, k - 1))};`).join('\n')
  const [whole, row] = ['whole.sql', 'row.sql'].map((name) => join(instance.folder, name))
  const drawn = `\\set k random(1, ${alike.length})\n`
  writeFileSync(whole, `${drawn}\\startpipeline\n${text}\n\\endpipeline\n`)
  const place = requests[0].findIndex((one) => one.values[0] === ids[0])
  writeFileSync(row, `${drawn}select id, number, state, matter, address, owner_unit_name, due, changed_at from incidents.incident where id = ${parameter(place, 0)};\n`)
  console.log(`reading: ${requests[0].length} statements a case, ${alike.length} cases of ${instance.sql('select count(*) from incidents.incident')}, ${sessions} database sessions, load ${loadavg()[0].toFixed(1)}`)
  const product = []
  const rival = []
  const plain = []
  for (let round = 0; round <= rounds; ++round) {
    const mine = await load(instance, file, { seconds, connections, settle: false })
    const other = await pgbench(instance, ['-f', whole, 'linli'], { seconds, sessions })
    const bare = await pgbench(instance, ['-f', row, 'linli'], { seconds, sessions })
    if (round === 0) continue // plans, caches
    product.push(mine)
    rival.push(other)
    plain.push(bare)
    console.log(`reading: round ${round}: product ${mine.rate.toFixed(0)}/s (p50 ${mine.p50.toFixed(2)} ms, p99 ${mine.p99.toFixed(2)} ms), pgbench ${other.rate.toFixed(0)}/s, ` +
      `the row alone ${bare.rate.toFixed(0)}/s; ratio ${(mine.rate / other.rate).toFixed(2)}; load ${loadavg()[0].toFixed(1)}`)
  }
  const ratio = median(product.map((one, i) => one.rate / rival[i].rate))
  const mine = each(product, (one) => one.cpu)
  const other = each(rival, (one) => one.cpu)
  console.log(`reading: CPU a case in µs: product ${us(mine).toFixed(0)} (${words(mine)}); pgbench ${us(other).toFixed(0)}: by CPU ${(us(other) / us(mine)).toFixed(2)}`)
  console.log(`reading: median ${median(product.map((one) => one.rate)).toFixed(0)} cases/s, pgbench ${median(rival.map((one) => one.rate)).toFixed(0)}/s with the same statements, ` +
    `${median(plain.map((one) => one.rate)).toFixed(0)}/s with the row alone (${median(product.map((one, i) => one.rate / plain[i].rate)).toFixed(2)}): ${ratio.toFixed(2)} of pgbench (goal ${goal})`)
  process.exitCode = ratio >= goal ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
