// A throw-away instance of the product for measuring: `linli db` beside `linli serve --database`, a second database with
// the same content, and what its processes cost.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ticks = 100 // of /proc, a second

/** A port nobody uses now. */
const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})

/** utime, stime, cutime, cstime of a process, in ticks; zeros when it is gone. */
function times(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return { parent: Number(fields[1]), own: Number(fields[11]) + Number(fields[12]), children: Number(fields[13]) + Number(fields[14]) }
  } catch { return { parent: 0, own: 0, children: 0 } }
}

export class Instance {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'linli-bench-'))
    chmodSync(this.folder, 0o755) // the cluster's own user must pass it
    this.data = join(this.folder, 'd')
    this.running = []
  }

  start(...options) {
    const log = openSync(join(this.folder, 'linli.log'), 'a')
    const child = spawn('build/linli', options, { stdio: ['ignore', 'pipe', log] })
    this.running.push(child)
    child.gone = new Promise((gone) => child.once('close', gone))
    return new Promise((ready, failed) => {
      let said = ''
      child.stdout.on('data', (piece) => {
        said += piece
        const line = /^ready (.*)$/m.exec(said)
        if (line) ready({ child, where: line[1] })
      })
      child.once('close', () => failed(new Error(`linli ${options.join(' ')} ended; see ${this.folder}/linli.log`)))
    })
  }

  async end(child) {
    child.kill('SIGTERM')
    await child.gone
    this.running = this.running.filter((one) => one !== child)
  }

  /** A demo grown to `cases`, its copy named `rival`, and the server on it; `lent`: its staff have the whole district. */
  async open(cases, lent = true) {
    await this.fill('community')
    await this.openCluster()
    // Few accounts report all over the district.
    if (lent) this.sql("update access.assignment set prefix = left(prefix, 6) where role = 'dispatcher'")
    this.grow(cases)
    this.sql('create database rival template linli', 'postgres')
    await this.serve()
  }

  /**
   * A demo city with the server on it: the one in the folder LINLI_CITY, which stays, or one of the size LINLI_CITY_SIZE
   * (city) made now, in half an hour or so, and removed at the end.
   */
  async openCity() {
    if (process.env.LINLI_CITY) this.keep(process.env.LINLI_CITY)
    if (!existsSync(join(this.data, 'demo-cases.json'))) await this.fill(process.env.LINLI_CITY_SIZE ?? 'city')
    await this.openCluster()
    await this.serve()
  }

  /** The data is in this folder, and stays there. */
  keep(folder) { this.data = resolve(folder) }

  async fill(size) {
    if (size !== 'community') console.log(`making a demo ${size}; its progress is in ${this.folder}/linli.log`)
    const filled = await this.start('serve', '--data', this.data, '--listen', '127.0.0.1:0', '--demo', size)
    await this.end(filled.child)
  }

  async openCluster() {
    this.cluster = await this.start('db', '--data', this.data)
    this.socket = /host='([^']*)'/.exec(this.cluster.where)[1]
    this.postmaster = Number(readFileSync(join(this.data, 'pg/postmaster.pid'), 'utf8').split('\n')[0])
    this.bin = join(readFileSync(join(this.data, 'pg/postmaster.opts'), 'utf8').split(' ')[0], '..')
    this.accounts = JSON.parse(readFileSync(join(this.data, 'demo-accounts.json'), 'utf8')).accounts
  }

  /** One more server on the database; the first is the one measured. */
  async serve() {
    const port = await freePort()
    const served = await this.start('serve', '--data', this.data, '--listen', `127.0.0.1:${port}`, '--database', this.cluster.where)
    const one = { child: served.child, url: served.where, port }
    if (!this.server) Object.assign(this, { server: one.child, url: one.url, port })
    return one
  }

  /** Copies the demo's cases with all that belongs to them, at other places of the district, until there are `cases`. */
  grow(cases) {
    const times = Math.ceil(cases / Number(this.sql('select count(*) from incidents.incident'))) - 1
    if (times < 1) return
    const id = (column) => `(left(replace(t.${column}::text, '-', ''), 12) || right(md5(t.${column}::text || k), 20))::uuid`
    const beside = (column) => `t.${column} + ((hashtext(t.number || k || '${column}') % 200000))`
    const changed = {
      'incidents.incident': { id: id('id'), subject: id('subject'), number: "t.number || '-' || k", lon_e7: beside('lon_e7'), lat_e7: beside('lat_e7') },
      'incidents.reporter': { id: id('id'), incident: id('incident'), subject: id('subject') },
      'workflow.instance': { case_id: id('case_id'), root_case: id('root_case') },
      'workflow.history': { case_id: id('case_id'), record_id: id('record_id') },
      'workflow.participation': { root_case: id('root_case') },
      'personal.subject': { id: id('id') },
      'personal.value': { subject: id('subject'), record: id('record') },
    }
    for (const [table, columns] of Object.entries(changed)) {
      const all = this.sql(`select attname from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped`).split('\n')
      this.sql(`insert into ${table} (${all.join(', ')}) select ${all.map((name) => columns[name] ?? `t.${name}`).join(', ')} from ${table} t, generate_series(1, ${times}) k`)
    }
    this.sql('vacuum analyze')
  }

  /** The answer's text, columns parted by |. */
  sql(text, database = 'linli') {
    return execFileSync(join(this.bin, 'psql'), ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', this.socket, '-U', 'linli', '-d', database],
      { input: text, encoding: 'utf8', maxBuffer: 1 << 28 }).trim()
  }

  /** A session that stays open after `text`, until `end()`. */
  sqlSession(text, database = 'linli') {
    const child = spawn(join(this.bin, 'psql'), ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', this.socket, '-U', 'linli', '-d', database], { stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.write(text + '\n')
    return { end: () => child.stdin.end() }
  }

  /** Resident memory in MB: of a process, without what PostgreSQL shares among its own. */
  resident(child = this.server) {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/^RssAnon:\s+(\d+)/m.exec(status)[1]) / 1000
  }

  /** CPU seconds so far of the server, of everything of PostgreSQL, and of the load: `load` or programs waited for. */
  cpu(load) {
    const cluster = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => times(name))
      .filter((one) => one.parent === this.postmaster).reduce((sum, one) => sum + one.own, 0)
    const postmaster = times(this.postmaster)
    return { server: times(this.server.pid).own / ticks, database: (cluster + postmaster.own + postmaster.children) / ticks, load: (load ? times(load).own : times(process.pid).children) / ticks }
  }

  async close(keep) {
    for (const child of this.running.reverse()) { child.kill('SIGCONT'); await this.end(child) }
    if (keep) console.log(`kept: ${this.folder}`)
    else rmSync(this.folder, { recursive: true, force: true })
  }
}
