// ./dev new-module NAME [TITLE]: a module that builds, passes and shows a page; to be grown from there.
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const name = process.argv[2] ?? '', title = process.argv[3] ?? name
const template = join(dirname(fileURLToPath(import.meta.url)), '../new-module')

if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
  console.error('new-module: give a name in product words and small letters, such as `volunteers` or `duty_rosters`')
  process.exit(2)
}
if (existsSync(`modules/${name}`) || existsSync(`platform/${name}`)) {
  console.error(`new-module: there is a ${name} already`)
  process.exit(1)
}

const camel = name.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('')
const fill = (text) => text.replaceAll('__NAME__', name).replaceAll('__CAMEL__', camel).replaceAll('__TITLE__', title)

const walk = (folder) => readdirSync(folder).flatMap((entry) => {
  const path = join(folder, entry)
  return statSync(path).isDirectory() ? walk(path) : [path]
})
for (const file of walk(template)) {
  const target = fill(file.slice(template.length + 1))
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, fill(readFileSync(file, 'utf8')))
  console.log(target)
}
// Whoever is signed in may list the entries: what the access tests expect until the route has a permission of its own.
appendFileSync('tests/access/routes.csv', fill('list__CAMEL__,GET,/api/v1/__NAME__,signed_in,\n'))
console.log('tests/access/routes.csv (one line)')
console.log(`
Next: ./dev generate writes the contract anew; ./dev run shows the page at /console/${name}.
Say in modules/${name}/README.md what it is for, and give the route a permission of its own (policy/roles.yaml, tests/access/).`)
