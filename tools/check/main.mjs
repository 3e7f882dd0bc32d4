// ./dev check [--json] [--list] [--root DIR] [RULE...]: the rules of rules/, on this project.
import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Tree } from './tree.mjs'

const here = dirname(fileURLToPath(import.meta.url))

export async function allRules() {
  const files = readdirSync(join(here, 'rules')).sort()
  return Promise.all(files.map((file) => import(pathToFileURL(join(here, 'rules', file)).href)))
}

async function main(args) {
  const json = args.includes('--json')
  const root = resolve(args.includes('--root') ? args[args.indexOf('--root') + 1] : join(here, '../..'))
  const asked = args.filter((arg, at) => !arg.startsWith('--') && args[at - 1] !== '--root')
  const rules = (await allRules()).filter(({ rule }) => !asked.length || asked.includes(rule))
  if (args.includes('--list')) return rules.forEach(({ rule, about }) => console.log(`${rule.padEnd(10)} ${about}`))
  const unknown = asked.find((name) => !rules.some(({ rule }) => rule === name))
  if (unknown) throw new Error(`no rule ${unknown}; ./dev check --list names them`)

  const tree = new Tree(root), found = []
  for (const { rule, check, report, shows = [] } of rules) {
    const mistakes = (await check(tree)).sort()
    found.push({ rule, mistakes, shows })
    if (json) continue
    console.log(`${mistakes.length ? 'FAIL' : 'ok  '} ${rule}`)
    for (const line of [...mistakes, ...(report?.(tree) ?? [])]) console.log(`     ${line}`)
  }
  if (json) console.log(JSON.stringify(found))
  if (found.some(({ mistakes }) => mistakes.length)) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))
