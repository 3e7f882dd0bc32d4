// A whole demo city written in bulk, and some of its lives lived again by commands: the same, row for row.
//   node tests/city/prove.mjs [DIR [LIVES]]       DIR: the city's data, made there when it is not there yet, and kept;
//                                                 without DIR it is made in a folder of its own and removed. LIVES: 10,000
// LINLI_CITY_SIZE=district takes a district instead of the city. Ends with how long it took, how large the city is, what
// `linli audit verify` says, and what the comparison (tests/loop/lives_test.cpp) says.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Instance } from '../../bench/shared/instance.mjs'
import { settled } from '../../bench/shared/rounds.mjs'
import { run } from '../../tools/dev/process.mjs'

const [given, lives = '10000'] = process.argv.slice(2)
const size = process.env.LINLI_CITY_SIZE ?? 'city'
const patience = 3600 // seconds
const minutes = 60

/** Makes it, and waits until what follows a week's events has followed and the whole log is sealed. */
async function make(instance) {
  const began = Date.now()
  await instance.fill(size)
  const log = readFileSync(join(instance.folder, 'linli.log'), 'utf8').split('\n')
  for (const line of log.filter((one) => /"demo\.(cases_written|keys_built)"/.test(one))) {
    const { event, cases, rows, seconds } = JSON.parse(line)
    console.log(`${event}: ${cases} cases, ${rows} rows, ${seconds.toFixed(0)} s`)
  }
  console.log(`made a ${size} in ${((Date.now() - began) / 60_000).toFixed(1)} minutes`)
  await instance.openCluster()
  await instance.serve()
  console.log(`delivered and sealed ${(await settled(instance, patience)).toFixed(0)} s later`)
  console.log(`${(Number(instance.sql("select pg_database_size('linli')")) / 1e9).toFixed(1)} GB of database`)
  await instance.end(instance.server)
  await instance.end(instance.cluster.child)
}

async function main(instance) {
  if (given) instance.keep(given)
  if (!existsSync(join(instance.data, 'demo-cases.json'))) await make(instance)
  console.log(`the city: ${readFileSync(join(instance.data, 'demo-cases.json'), 'utf8').trim()}`)
  const audit = await run('build/linli', ['audit', 'verify', '--data', instance.data], { minutes })
  console.log(audit.output.trim())
  const same = await run('build/tests/crossing_test', ['--gtest_filter=Lives.*'], { env: { LINLI_CITY: instance.data, LINLI_LIVES: lives }, minutes })
  console.log(same.output.trim())
  process.exitCode = audit.code === 0 && same.code === 0 ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error); process.exitCode = 2 }).finally(() => instance.close())
