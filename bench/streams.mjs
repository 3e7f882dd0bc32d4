// Idle event streams, one for every account of the city, and one event that all of them hear.
//   node bench/streams.mjs [STREAMS]       in the demo city of LINLI_CITY, or one made now; 28,764 streams unless told
// The listeners are two processes on two loopback addresses. One server holds them all where the machine's file limit lets
// it; otherwise two servers on the same database hold half each. All listen as somebody who sees the whole city; then one
// case is reported. Told: memory of the server a stream, and how long after the report's answer the last one heard. There
// is no limit to compare with in the run: the goal is that all hear it, within kSeconds.
import { execFileSync, spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { createInterface } from 'node:readline'
import { Instance } from './shared/instance.mjs'
import { freshId, signIn } from './shared/rounds.mjs'

const goalSeconds = 5
const streams = Number(process.argv[2] ?? 28_764)
const spare = 1000 // files a server needs besides

/** A process of listeners; `line(word)` waits for the line that begins with the word. */
function listeners(port, count, source, cookie) {
  const child = spawn('build/bench/stream_clients', [String(port), String(count), source, cookie], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async (word) => {
    const { value, done } = await lines.next()
    if (done || !value.startsWith(`${word} `)) throw new Error(`listeners said ${value ?? 'nothing'}`)
    return value.split(' ').slice(1).map(Number)
  }
  return { child, count, line, wait: (word) => child.stdin.write(`${word}\n`) }
}

async function main(instance) {
  await instance.openCity()
  const files = Number(execFileSync('bash', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || Infinity
  const servers = [{ child: instance.server, port: instance.port }]
  if (streams + spare > files) servers.push(await instance.serve())
  const cookie = await signIn(instance, 'city-dispatcher-1')
  const before = servers.map((one) => instance.resident(one.child))
  const halves = [Math.ceil(streams / 2), Math.floor(streams / 2)]
  const started = Date.now()
  const all = halves.map((count, i) => listeners(servers[i % servers.length].port, count, `127.0.0.${i + 1}`, cookie))
  for (const one of all) await one.line('open')
  const opened = (Date.now() - started) / 1000
  const after = servers.map((one) => instance.resident(one.child))
  const each = after.reduce((sum, mb, i) => sum + mb - before[i], 0) * 1000 / streams
  console.log(`streams: ${streams} idle streams from two processes on ${servers.length} server${servers.length > 1 ? 's' : ''} (file limit ${files}), opened in ${opened.toFixed(1)} s: ` +
    `${each.toFixed(1)} kB of the server each; load ${loadavg()[0].toFixed(1)}`)
  const [lon, lat] = instance.sql(`select centre_lon_e7 / 1e7, centre_lat_e7 / 1e7 from territory.division where level = 'grid' order by code limit 1`).split('|').map(Number)
  const id = freshId()
  for (const one of all) one.wait(id)
  const answer = await fetch(`${instance.url}/api/v1/incidents`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-linli': '1', cookie },
    body: JSON.stringify({ id, matter: '010102', source: 'patrol', urgency: 'normal', description: '楼道堆物，占用疏散通道。', place: { lon, lat, system: 'wgs84', address: '一单元' } }) })
  if (answer.status !== 201) throw new Error(`report: ${answer.status} ${await answer.text()}`)
  const told = Date.now()
  let heard = 0
  let last = 0
  for (const one of all) {
    const [count, at] = await one.line('heard')
    heard += count
    last = Math.max(last, at)
  }
  const seconds = (last - told) / 1000
  const good = heard === streams && seconds <= goalSeconds
  console.log(`streams: one event heard by ${heard} of ${streams}, the last ${seconds.toFixed(2)} s after the report was answered (goal all, within ${goalSeconds} s): ${good ? 'reached' : 'missed'}`)
  process.exitCode = good ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
