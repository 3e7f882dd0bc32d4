// ./dev coverage [--json]: which requirement each passed assertion of the last ./dev test shows.
import { existsSync, readFileSync, readdirSync } from 'node:fs'

const file = 'build/results/all.json'
if (!existsSync(file)) {
  console.error('coverage: no results yet; run ./dev test first')
  process.exit(1)
}
const ids = {}
for (const test of JSON.parse(readFileSync(file, 'utf8'))) {
  if (test.outcome !== 'passed') continue
  for (const { id, where } of test.shows) (ids[id] ??= new Set()).add(where)
}
const sorted = Object.fromEntries(Object.keys(ids).sort().map((id) => [id, [...ids[id]].sort()]))

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ ids: sorted }, null, 2))
} else {
  for (const [id, places] of Object.entries(sorted)) console.log(`${id.padEnd(8)} ${places.join('  ')}`)
  const wanted = existsSync('docs/requirements')
    ? readdirSync('docs/requirements').flatMap((name) => readFileSync(`docs/requirements/${name}`, 'utf8').match(/\b[A-Z]{3}-\d{2}\b/g) ?? [])
    : []
  const none = [...new Set(wanted)].filter((id) => !sorted[id]).sort()
  if (none.length) console.log(`without a passing assertion: ${none.join(' ')}`)
}
