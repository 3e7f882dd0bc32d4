// Switches the rules of rules.mjs off, one at a time, in a copy of the committed tree, and expects the named test of the
// whole program (or of the engine that keeps the rule) to fail. A rule whose test still passes is not guarded.
//   node tests/mutations/run.mjs [PART OF A RULE'S NAME...]
// The copy stays in build/mutations, so that the next run compiles little; the first compiles from the ccache.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { rules } from './rules.mjs'

const only = process.argv.slice(2)
const chosen = rules.filter((one) => !only.length || only.some((part) => one.rule.includes(part)))
const copy = resolve('build/mutations')
const folder = { crossing_test: 'tests', workflow_test: 'platform/workflow', audit_test: 'platform/audit', territory_test: 'modules/territory' }
const environment = { ...process.env, CCACHE_BASEDIR: copy, CCACHE_NOHASHDIR: '1' }

function run(command, args, options = {}) {
  const ran = spawnSync(command, args, { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28, env: environment, ...options })
  return { code: ran.status, output: `${ran.stdout}${ran.stderr}` }
}
function must(command, args, options) {
  const { code, output } = run(command, args, options)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output.slice(-3000)}`)
}
const build = (programs) => run('ninja', ['-C', 'build', '-j', String(availableParallelism()), ...programs])
const programOf = (one) => one.test.split(' ')[0]
const nameOf = (one) => one.test.split(' ')[1]
const ask = (program, names) => run(join('build', folder[program], program), [`--gtest_filter=${names.join(':')}`], { timeout: 15 * 60_000 }).output
const passed = (output, name) => output.includes(`[       OK ] ${name}`)

function prepare() {
  if (!existsSync(join(copy, '.git'))) {
    mkdirSync('build', { recursive: true })
    must('git', ['clone', '--quiet', '--shared', '--no-checkout', resolve('.'), copy], { cwd: '.' })
  }
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
  must('git', ['fetch', '--quiet', 'origin', head])
  must('git', ['checkout', '--quiet', '--force', '--detach', head])
  if (!existsSync(join(copy, 'build/build.ninja'))) must('cmake', ['-S', '.', '-B', 'build', '-G', 'Ninja'])
  for (const { rule, change } of rules)
    for (const [file, text] of change)
      if (readFileSync(join(copy, file), 'utf8').split(text).length !== 2) throw new Error(`${rule}: ${file} does not hold its text exactly once:\n${text}`)
}

/** What became of a rule's test with the rule switched off. */
function tried(one) {
  const before = new Map()
  try {
    for (const [file, text, replacement] of one.change) {
      const path = join(copy, file)
      const now = readFileSync(path, 'utf8')
      if (!before.has(path)) before.set(path, now)
      writeFileSync(path, now.replace(text, () => replacement))
    }
    const built = build([programOf(one)])
    if (built.code !== 0) return { word: 'does not build', output: built.output }
    const output = ask(programOf(one), [nameOf(one)])
    return { word: passed(output, nameOf(one)) ? 'SURVIVED' : output.includes(`[ RUN      ] ${nameOf(one)}`) ? 'caught' : 'did not start', output }
  } finally { for (const [path, text] of before) writeFileSync(path, text) }
}

prepare()
const programs = [...new Set(chosen.map(programOf))]
const whole = build(programs)
if (whole.code !== 0) throw new Error(whole.output.slice(-3000))
for (const program of programs) {
  const names = [...new Set(chosen.filter((one) => programOf(one) === program).map(nameOf))]
  const output = ask(program, names)
  for (const name of names) if (!passed(output, name)) throw new Error(`${name} fails although no rule is switched off\n${output.slice(-3000)}`)
}
let guarded = 0
for (const one of chosen) {
  const start = Date.now()
  const { word, output } = tried(one)
  if (word === 'caught') ++guarded
  console.log(`${word.padEnd(14)} ${one.rule} (${one.from})\n${' '.repeat(15)}${one.change.map(([file]) => file).join(', ')} -> ${one.test}, ${((Date.now() - start) / 1000).toFixed(0)} s`)
  if (word !== 'caught') console.log(output.slice(-2000).replace(/^/gm, '    '))
}
console.log(`${guarded} of ${chosen.length} rules are guarded`)
process.exitCode = guarded === chosen.length ? 0 : 1
