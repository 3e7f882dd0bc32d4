// Whole lives of cases over HTTP against pgbench doing the same durable transactions.
//   node bench/lives.mjs [ROUNDS [SECONDS [CASES]]]       CASES: how many there are to begin with, copies of the demo's
// A life: reported by telephone, accepted, dispatched, signed for, handled with a photo, checked, the reporter called and
// told; or seen on patrol and closed with the check. Each step is a request of another person and one durable
// transaction. The rival: pgbench -M prepared, a pipeline a step with all statements of that step, taken from the
// server's statement log of this very run, on a copy of the same database; sessions, cores and rounds as in
// bench/intake.mjs. Goal: the product brings at least kGoal as many lives to their end as pgbench does.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logStatements, logged, parameterTypes, requestsOf, script } from './shared/extract.mjs'
import { Instance } from './shared/instance.mjs'
import { each, freshId, load, median, pgbench, settled, signIn, us, words } from './shared/rounds.mjs'

const goal = 0.7
const rounds = Number(process.argv[2] ?? 7)
const seconds = Number(process.argv[3] ?? 5)
const cases = Number(process.argv[4] ?? 0)
const sessions = 16 // of the database, in both: the product's write workers
const places = 16
const warm = 20 // seconds until each of pgbench's sessions has lived both kinds of lives six times
const reach = 20_000 // E7 degrees around a place, as in http_load.cpp
const unitKind = 'street_sanitation'

/** A photo of the demo, sent by who will show it. */
async function photo(instance, cookie) {
  const folder = join(instance.data, 'files')
  const file = readdirSync(folder, { recursive: true, withFileTypes: true }).find((one) => one.isFile() && /^[0-9a-f]{32,}/.test(one.name))
  const answer = await fetch(`${instance.url}/api/v1/files`, { method: 'POST', body: readFileSync(join(file.parentPath ?? file.path, file.name)),
    headers: { 'content-type': 'application/octet-stream', 'x-linli': '1', cookie } })
  if (!answer.ok) throw new Error(`photo: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).digest
}

/** The steps of both kinds of lives: [{cookie, path, body}], bodies with the marks of bench/http_load.cpp. */
async function plan(instance) {
  const as = {}
  const username = (role, test = () => true) => instance.accounts.find((one) => one.role === role && test(one.username)).username
  for (const [name, user] of Object.entries({ dispatcher: username('dispatcher', (name) => name.startsWith('dispatcher')), checker: username('checker'),
    caller: username('caller'), clerk: username('department', (name) => name.startsWith(unitKind.replace('_', '-'))) }))
    as[name] = await signIn(instance, user)
  const unit = instance.sql(`select id from access.unit where kind = '${unitKind}' limit 1`)
  const digest = await photo(instance, as.clerk)
  const report = (more) => ({ cookie: as.dispatcher, path: '/api/v1/incidents', body: { id: '@id@', matter: '010102', urgency: 'normal',
    description: '巡查发现楼道内堆放杂物，占用疏散通道，已拍照，请处理。', place: { lon: '@lon@', lat: '@lat@', system: 'wgs84', accuracy_m: 8, address: '某街某社区某路十二号楼一单元门口' }, ...more } })
  const act = (who, action, version, fields = {}) => ({ cookie: as[who], path: '/api/v1/incidents/@id@/actions', body: { id: '@record@', action, version, fields } })
  const handled = [
    act('dispatcher', 'accept', 1), act('dispatcher', 'dispatch', 2, { unit }), act('clerk', 'sign', 3),
    act('clerk', 'report_done', 4, { result: '现场已清理干净，请核查。', attachments: [{ digest, stage: 'after' }] }),
    act('checker', 'pass', 5, { note: '现场复看，确已处理。' })]
  return [
    [report({ source: 'patrol' }), ...handled],
    [report({ source: 'phone', reporter: { name: '陈志强', phone: '13000055555', consent: false } }), ...handled,
      act('caller', 'record_attempt', 6, { reached: true }), act('caller', 'feed_back', 7, { note: '已电话告知反映人处理结果。' })],
  ].map((steps) => steps.map((one) => ({ ...one, body: JSON.stringify(one.body).replace('"@lon@"', '@lon@').replace('"@lat@"', '@lat@') })))
}

/** Lives one of them at (lon, lat) in E7 degrees; its id. */
async function live(instance, steps, lon, lat) {
  const id = freshId()
  const filled = (text) => text.replaceAll('@id@', id).replaceAll('@record@', freshId()).replace('@lon@', (lon / 1e7).toFixed(7)).replace('@lat@', (lat / 1e7).toFixed(7))
  for (const { cookie, path, body } of steps) {
    const answer = await fetch(instance.url + filled(path), { method: 'POST', body: filled(body), headers: { 'content-type': 'application/json', 'x-linli': '1', cookie } })
    if (!answer.ok) throw new Error(`${body}: ${answer.status} ${await answer.text()}`)
  }
  return id
}

/** Places of the demo's street, whose centre answers for them: not in the community that screens for itself. */
const spots = (instance) => {
  const margin = 1.2 * reach / 1e7
  return instance.sql(`select g.centre_lon_e7, g.centre_lat_e7 from territory.division g
    join access.unit u on u.kind = 'street_centre' and starts_with(g.code, u.prefix) join territory.division s on s.code = u.prefix
    where g.level = 'grid' and ST_Contains(ST_Difference(s.outline, coalesce((select ST_Union(c.outline) from territory.division c
        join access.unit a on a.kind = 'community_centre' and c.code = a.prefix), ST_SetSRID('POLYGON EMPTY'::geometry, 4326))),
      ST_Expand(ST_SetSRID(ST_MakePoint(g.centre_lon_e7 / 1e7, g.centre_lat_e7 / 1e7), 4326), ${margin}))
    order by md5(g.code) limit ${places}`).split('\n').map((row) => row.split('|').map(Number))
}

/** pgbench's script of one kind of life. */
async function extract(instance, steps, places, name) {
  const moved = { lon: 1000, lat: 3000 }
  for (const [lon, lat] of places) await live(instance, steps, lon, lat) // number blocks and plans are there
  logStatements(instance, true)
  await pause(300)
  const pairs = []
  for (const [lon, lat] of places) pairs.push([await live(instance, steps, lon, lat), await live(instance, steps, lon + moved.lon, lat + moved.lat)])
  logStatements(instance, false)
  await pause(500)
  const log = logged(instance)
  const requests = pairs.map((pair) => pair.map((id) => requestsOf(log, id))).filter((pair) => pair.every((one) => one.length === steps.length))
  const shortest = steps.map((_, i) => Math.min(...requests.flat().map((one) => one[i].length))) // one in fifty also reserves numbers
  const alike = requests.filter((pair) => pair.every((one) => one.every((request, i) => request.length === shortest[i])))
  if (alike.length < places.length / 2) throw new Error(`lives of one kind ran different statements: ${alike.length} of ${places.length} alike`)
  const { text, variables } = script(alike, moved, parameterTypes(instance, alike[0][0].flat()), reach, sessions)
  const path = join(instance.folder, `${name}.sql`)
  const renamed = text.replace(/:c(\d+)\b/g, `:${name}$1`)
  writeFileSync(path, renamed)
  return { steps: steps.length, statements: shortest.reduce((a, b) => a + b), args: ['-f', path, ...variables.flatMap(([key, value]) => ['-D', `${key.replace('c', name)}=${value}`])] }
}

async function main(instance) {
  await instance.open(cases, false) // who acts on a case must be of its level
  const kinds = await plan(instance)
  const where = spots(instance)
  const patrol = await extract(instance, kinds[0], where, 'p')
  const phone = await extract(instance, kinds[1], where, 'q')
  const file = join(instance.folder, 'lives')
  const line = (step, lon, lat) => ['POST', step.path, step.cookie, lon, lat, step.body].join('\t') + '\n'
  writeFileSync(file, where.flatMap(([lon, lat]) => kinds.map((steps) => steps.map((step) => line(step, lon, lat)).join(''))).join('\n'))
  const counted = () => Number(instance.sql('select count(*) from workflow.history'))
  const transactions = (patrol.steps + phone.steps) / 2
  console.log(`lives: ${patrol.steps} or ${phone.steps} steps in ${patrol.statements} or ${phone.statements} statements, ${where.length} places, ${sessions} database sessions, ` +
    `${instance.sql('select count(*) from incidents.incident')} cases to begin with, load ${loadavg()[0].toFixed(1)}`)
  const product = []
  const rival = []
  await settled(instance)
  instance.sql('checkpoint')
  for (let round = 0; round <= rounds; ++round) {
    const before = counted()
    const mine = await load(instance, file, { seconds, connections: sessions })
    if (counted() - before < mine.accepted) throw new Error('an acknowledged step is not in the database')
    const other = await pgbench(instance, ['-D', `round=${100000 + round}`, '-D', 'turn=0', ...patrol.args, ...phone.args, 'rival'], { seconds, sessions, warm })
    if (round === 0) continue // plans, caches, number blocks
    product.push(mine)
    rival.push(other)
    console.log(`lives: round ${round}: product ${mine.rate.toFixed(0)} steps/s (p50 ${mine.p50.toFixed(1)} ms, p99 ${mine.p99.toFixed(1)} ms), ${mine.lives.toFixed(0)} lives/s, ` +
      `pgbench ${(other.rate * transactions).toFixed(0)} transactions/s, ratio ${(mine.rate / (other.rate * transactions)).toFixed(2)}; settled ${mine.rest.toFixed(1)} s later; load ${loadavg()[0].toFixed(1)}`)
  }
  const ratio = median(product.map((one, i) => one.rate / (rival[i].rate * transactions)))
  const mine = each(product, (one) => one.cpu)
  const all = each(product, (one) => one.all)
  const other = each(rival, (one) => one.cpu)
  const share = us(other) / transactions
  console.log(`lives: CPU a step in µs: product ${us(mine).toFixed(0)} (${words(mine)}); with all that follows ${us(all).toFixed(0)} (${words(all)}); pgbench ${share.toFixed(0)}: ` +
    `by CPU ${(share / us(mine)).toFixed(2)}, with all that follows ${(share / us(all)).toFixed(2)}`)
  console.log(`lives: median ${median(product.map((one) => one.rate)).toFixed(0)} steps/s, pgbench ${median(rival.map((one) => one.rate * transactions)).toFixed(0)} transactions/s: ` +
    `${ratio.toFixed(2)} of pgbench (goal ${goal})`)
  process.exitCode = ratio >= goal ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
