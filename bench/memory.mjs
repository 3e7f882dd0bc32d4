// Memory and disk with the city loaded: after the start, and after everybody has looked around.
//   node bench/memory.mjs       in the demo city of LINLI_CITY, or one made now
// There is no limit to compare with in the run; the goal is kServerMb of the server's own memory.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Instance } from './shared/instance.mjs'
import { load, signIn } from './shared/rounds.mjs'

const serverMb = 1000
const seconds = 10

async function main(instance) {
  const start = performance.now()
  await instance.openCity()
  const opened = (performance.now() - start) / 1000
  const tell = (when) => console.log(`memory: ${when}: server ${instance.resident().toFixed(0)} MB of its own`)
  const figure = (sql) => Number(instance.sql(sql))
  console.log(`memory: ${figure("select count(*) from territory.division where level = 'grid'")} grids, ${figure('select count(*) from access.account')} accounts, ` +
    `${figure('select count(*) from incidents.incident')} cases, ${(figure("select pg_database_size('linli')") / 1e9).toFixed(1)} GB of database; started in ${opened.toFixed(1)} s`)
  tell('after the start')
  const cookies = []
  for (const role of ['dispatcher', 'leader', 'grid_worker', 'department'])
    for (const account of instance.accounts.filter((one) => one.role === role).slice(0, 10)) cookies.push(await signIn(instance, account.username))
  const file = join(instance.folder, 'pages')
  writeFileSync(file, cookies.flatMap((cookie) => ['open=true&order=due', 'order=changed'].map((query) => ['GET', `/api/v1/incidents?${query}`, cookie, 0, 0, ''].join('\t') + '\n')).join('\n'))
  await load(instance, file, { seconds, connections: 16, settle: false })
  tell(`after ${seconds} s of lists on 16 connections`)
  const good = instance.resident() <= serverMb
  console.log(`memory: ${good ? 'within' : 'beyond'} ${serverMb} MB`)
  process.exitCode = good ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
