// Rounds of a bench over HTTP: the product under load, pgbench beside it, and what each costs.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

export const freshId = () => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The session cookie of a demo account. */
export async function signIn(instance, username) {
  const account = instance.accounts.find((one) => one.username === username)
  if (!account) throw new Error(`no demo account ${username}`)
  const answer = await fetch(`${instance.url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account.username, password: account.password }) })
  if (answer.status !== 201) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return answer.headers.get('set-cookie').split(';')[0]
}

/** Until every event is delivered and every entry sealed, for so many seconds at most; how many it took. */
export async function settled(instance, patience = 120) {
  const start = Date.now()
  for (;;) {
    const [left] = instance.sql(`select (select count(*) from outbox.event where position > (select min(position) from outbox.subscription))
      + (select count(*) from audit.entry where xid >= coalesce((select max(until_xid) from audit.seal), 0))`).split('|').map(Number)
    if (left <= 1) return (Date.now() - start) / 1000
    if (Date.now() - start > patience * 1000) throw new Error(`${left} events and entries are still waiting`)
    await pause(left > 100_000 ? 5000 : 100)
  }
}

const cost = (before, after, count) => Object.fromEntries(Object.keys(after).map((key) => [key, (after[key] - before[key]) * 1e6 / count]))

/**
 * The requests of `file` (bench/http_load.cpp) for some seconds: requests accepted, sequences brought to their end, rates
 * of both a second, percentiles in milliseconds, and CPU in microseconds a request, then with all that follows.
 */
export async function load(instance, file, { seconds, connections, settle = true, compressed = false, port = instance.port }) {
  const before = instance.cpu()
  const { stdout, stderr } = await run('build/bench/http_load', [String(port), String(seconds), String(connections), file, ...(compressed ? ['gzip'] : [])])
  const done = JSON.parse(stdout)
  if (done.refused) throw new Error(`${done.refused} requests were refused: ${stderr}`)
  const within = instance.cpu()
  const rest = settle ? await settled(instance) : 0
  return { ...done, rate: done.accepted / done.seconds, lives: done.sequences / done.seconds, rest,
    cpu: { ...cost(before, within, done.accepted), load: done.cpu_us }, all: { ...cost(before, instance.cpu(), done.accepted), load: done.cpu_us } }
}

/** pgbench from its second `warm` on: by then its sessions must have their plans (a statement's sixth turn), as the
 *  server's have. */
export async function pgbench(instance, args, { seconds, sessions, warm = 2 }) {
  const child = spawn(join(instance.bin, 'pgbench'), ['-n', '-M', 'prepared', '-c', String(sessions), '-j', '2', '-P', '1', '-T', String(seconds + warm + 1),
    '-h', instance.socket, '-U', 'linli', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
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

export const us = (cpu) => Object.values(cpu).reduce((sum, one) => sum + one, 0)
export const each = (rows, pick) => Object.fromEntries(Object.keys(pick(rows[0])).map((key) => [key, median(rows.map((row) => pick(row)[key]))]))
export const words = (cpu) => `server ${cpu.server.toFixed(0)}, database ${cpu.database.toFixed(0)}, load ${cpu.load.toFixed(0)}`

