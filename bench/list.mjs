// A street's open list, and other pages people look at all day, in a city of one year and of ten.
//   node bench/list.mjs [SECONDS [YEARS]]       in the demo city of LINLI_CITY, or one made now; YEARS (10) is what it is
//                                               made older to afterwards (it stays so), 1 for as it is
// Each page is asked by the dispatchers of many streets over one keep-alive connection, so that nobody waits for anybody
// else. Goal: the open list's 99th percentile is at most kGoalMs, and flat: at ten years at most kFlat times that at one.
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Instance } from './shared/instance.mjs'
import { load, signIn } from './shared/rounds.mjs'

const goalMs = 15
const flat = 1.5
const seconds = Number(process.argv[2] ?? 10)
const years = Number(process.argv[3] ?? 10)
const streets = 40

const pages = {
  'open list of a street': { role: 'dispatcher', query: 'open=true&order=due&limit=50' },
  'open at the own level of a street': { role: 'dispatcher', query: 'level=own&order=due&limit=50' },
  'open at the own level of the city': { role: 'leader', level: 'city', query: 'level=own&order=due&limit=50' },
  'latest changes of a street': { role: 'dispatcher', query: 'order=changed&limit=50' },
  'accepted in a street': { role: 'dispatcher', query: 'state=accepted&limit=50' },
  "a clerk's unit, open": { role: 'department', query: 'open=true&order=due&limit=50' },
  "a grid worker's": { role: 'grid_worker', query: 'open=true&order=due&limit=50' },
  'a whole district by due': { role: 'leader', level: 'district', query: 'open=true&order=due&limit=50' },
  'the whole city by due': { role: 'leader', level: 'city', query: 'open=true&order=due&limit=50' },
  'the whole city, latest changes': { role: 'leader', level: 'city', query: 'order=changed&limit=50' },
}

/** Milliseconds of every page: {page: {p50, p99}}. */
async function measure(instance) {
  const figures = {}
  for (const [page, { role, level, query }] of Object.entries(pages)) {
    const fit = instance.accounts.filter((one) => one.role === role && (level ? one.username.startsWith(`${level}-`) : !/^(city|district|screener|community)/.test(one.username)))
    const askers = Array.from({ length: Math.min(streets, fit.length) }, (_, i) => fit[Math.floor(i * fit.length / Math.min(streets, fit.length))])
    const cookies = []
    for (const account of askers) cookies.push(await signIn(instance, account.username))
    const file = join(instance.folder, 'pages')
    writeFileSync(file, cookies.map((cookie) => ['GET', `/api/v1/incidents?${query}`, cookie, 0, 0, ''].join('\t') + '\n').join('\n'))
    await load(instance, file, { seconds: 2, connections: 1, settle: false }) // plans, caches
    figures[page] = await load(instance, file, { seconds, connections: 1, settle: false })
  }
  return figures
}

function tell(instance, figures) {
  const count = Number(instance.sql('select count(*) from incidents.incident'))
  for (const [page, one] of Object.entries(figures))
    console.log(`list: ${(count / 1e6).toFixed(2)} million cases: ${page}: p50 ${one.p50.toFixed(2)} ms, p99 ${one.p99.toFixed(2)} ms (${one.accepted} pages); load ${loadavg()[0].toFixed(1)}`)
  return figures['open list of a street']
}

async function main(instance) {
  await instance.openCity()
  const young = tell(instance, await measure(instance))
  let old = young
  if (years > 1) {
    await instance.end(instance.server)
    instance.server = undefined
    console.log(`list: making the city ${years} years old`)
    const { stdout } = await promisify(execFile)('build/linli', ['demo', 'years', String(years), '--data', instance.data])
    console.log(`list: ${stdout.trim()}`)
    await instance.serve()
    old = tell(instance, await measure(instance))
  }
  const good = old.p99 <= goalMs && old.p99 <= Math.max(flat * young.p99, 2)
  console.log(`list: a street's open list: p99 ${young.p99.toFixed(2)} ms, then ${old.p99.toFixed(2)} ms (goal ${goalMs} ms and flat): ${good ? 'reached' : 'missed'}`)
  process.exitCode = good ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
