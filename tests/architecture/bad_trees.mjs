// Proves that each rule of ./dev check fails where it should. Prints [{name, ok, output}] as JSON.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allRules } from '../../tools/check/main.mjs'
import { Tree } from '../../tools/check/tree.mjs'

const here = dirname(fileURLToPath(import.meta.url))

/** {rule, expected, files} of one .txt file. */
function read(text) {
  const [head, ...pieces] = text.split(/^=== /m)
  const said = (key) => [...head.matchAll(new RegExp(`^${key}: (.*)$`, 'gm'))].map((match) => match[1])
  const files = pieces.map((piece) => {
    const end = piece.indexOf('\n')
    return { path: piece.slice(0, end).trim(), text: piece.slice(end + 1) }
  })
  return { rule: said('rule')[0], expected: said('expect'), shell: said('shell'), files }
}

async function withTree({ files, shell = [] }, work) {
  const root = mkdtempSync(join(tmpdir(), 'linli-check-'))
  try {
    for (const { path, text } of files) {
      const target = join(root, path.replace(/!$/, ''))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, text.replaceAll('@ROOT@', root))
      if (path.endsWith('!')) chmodSync(target, 0o755)
    }
    for (const command of shell) execFileSync('bash', ['-ec', command], { cwd: root, stdio: 'pipe' })
    return await work(new Tree(root))
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const rules = await allRules()
const results = []
const tried = new Set()

for (const file of readdirSync(join(here, 'bad')).sort()) {
  const bad = read(readFileSync(join(here, 'bad', file), 'utf8'))
  const { check, report } = rules.find(({ rule }) => rule === bad.rule)
  tried.add(bad.rule)
  const found = await withTree(bad, async (tree) => (report ? report(tree) : await check(tree)))
  const ok = JSON.stringify(found.sort()) === JSON.stringify(bad.expected.sort())
  results.push({ name: `${bad.rule} refuses ${file.replace('.txt', '')}`, ok, output: ok ? '' : `expected ${JSON.stringify(bad.expected, null, 1)}\nfound ${JSON.stringify(found, null, 1)}` })
}

const good = read(readFileSync(join(here, 'good.txt'), 'utf8'))
for (const { rule, check } of rules) {
  const found = await withTree(good, check)
  results.push({ name: `${rule} accepts a good tree`, ok: found.length === 0, output: found.join('\n') })
  if (!tried.has(rule)) results.push({ name: `${rule} has a bad tree`, ok: false, output: 'none in tests/architecture/bad' })
}
console.log(JSON.stringify(results))
