// ./dev test: everything that proves something, counted together. Results stay in build/results/ for ./dev coverage.
// ./dev journeys and ./dev faults run their part alone.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { readGtest } from './gtest.mjs'
import { readPlaywright } from './playwright.mjs'
import { each, run } from './process.mjs'
import { startServer } from './server.mjs'

const results = [] // {suite, name, outcome, output, shows}
mkdirSync('build/results', { recursive: true })

function report(suite, tests, seconds) {
  for (const test of tests) results.push({ suite, ...test })
  const failed = tests.filter((test) => test.outcome === 'failed')
  const word = failed.length ? 'FAIL' : 'ok  '
  console.log(`${word} ${suite.padEnd(28)} ${String(tests.length).padStart(4)}  ${seconds.toFixed(1)} s`)
  for (const test of failed) console.log(`     ${test.name}\n${indented(test.output)}`)
}

const indented = (text) => text.trimEnd().split('\n').slice(-60).map((line) => `       ${line}`).join('\n')

/** One result for a command that passes or fails as a whole. */
const whole = (name, { code, output }) => ({
  name, output: code === 0 ? '' : `${output}\n(ended with ${code})`, outcome: code === 0 ? 'passed' : 'failed', shows: [],
})

function testPrograms(label) {
  const listed = execFileSync('ctest', ['--test-dir', 'build', '--show-only=json-v1'], { maxBuffer: 1 << 26 })
  return JSON.parse(listed).tests.filter((test) => test.command).filter((test) => {
    const labels = test.properties.find((property) => property.name === 'LABELS')?.value ?? []
    return label ? labels.includes(label) : labels.length === 0
  })
}

async function runProgram(test) {
  const [command, ...args] = test.command
  const cwd = test.properties.find((property) => property.name === 'WORKING_DIRECTORY')?.value
  const ran = await run(command, args, { cwd })
  writeFileSync(`build/results/${test.name}.log`, ran.output)
  const tests = readGtest(ran.output)
  const explained = tests.some((one) => one.outcome === 'failed')
  if (!tests.length || (ran.code !== 0 && !explained)) tests.push(whole(`${basename(command)} itself`, ran))
  report(test.name, tests, ran.seconds)
}

async function runChecks() {
  const ran = await run('node', ['tools/check/main.mjs', '--json'])
  let tests
  try {
    tests = JSON.parse(ran.output.slice(ran.output.indexOf('[{'))).map((check) => ({
      name: check.rule, outcome: check.mistakes.length ? 'failed' : 'passed', output: check.mistakes.join('\n'),
      shows: check.shows.map((id) => ({ id, where: `tools/check/rules/${check.rule}.mjs` })),
    }))
  } catch {
    tests = [whole('checks', { code: ran.code || 'no report', output: ran.output })]
  }
  report('check', tests, ran.seconds)
}

/** The rules of ./dev check, each on trees that break it. */
async function runBadTrees() {
  const ran = await run('node', ['tests/architecture/bad_trees.mjs'])
  let tests
  try {
    tests = JSON.parse(ran.output).map(({ name, ok, output }) => ({ name, outcome: ok ? 'passed' : 'failed', output, shows: [] }))
  } catch {
    tests = [whole('bad trees', { code: ran.code || 'no report', output: ran.output })]
  }
  report('architecture', tests, ran.seconds)
}

/** The tools that count, on output made up for them. */
async function runTools() {
  const ran = await run('node', ['--test', '--test-reporter=tap', 'tools/**/*.test.mjs'])
  const tests = [...ran.output.matchAll(/^(not )?ok \d+ - (.*)$/gm)].map(([, bad, name]) => ({
    name, outcome: bad ? 'failed' : 'passed', output: bad ? ran.output : '', shows: [],
  }))
  report('tools', tests.length ? tests : [whole('tools', { code: ran.code || 'no report', output: ran.output })], ran.seconds)
}

/** Scripts of web/package.json that prove something without a server. */
async function runWeb() {
  const scripts = JSON.parse(readFileSync('web/package.json', 'utf8')).scripts ?? {}
  for (const name of ['typecheck', 'texts', 'unit'].filter((script) => scripts[script])) {
    const ran = await run('npm', ['run', '--silent', name], { cwd: 'web' })
    report(`web ${name}`, [whole(name, ran)], ran.seconds)
  }
}

async function runJourneys(args) {
  const began = Date.now()
  let server
  try {
    server = await startServer()
  } catch (error) {
    return report('journeys', [whole('linli starts', { code: 'not ready', output: error.message })], (Date.now() - began) / 1000)
  }
  const file = `${process.cwd()}/build/results/journeys.json`
  writeFileSync(file, '{}')
  const ran = await run('npx', ['playwright', 'test', '--reporter=json', ...args],
    { cwd: 'web', env: { LINLI_URL: server.url, LINLI_DATA: server.data, PLAYWRIGHT_JSON_OUTPUT_NAME: file }, minutes: 60 })
  writeFileSync('build/results/journeys.log', ran.output + server.log())
  await server.stop()
  const tests = readPlaywright(JSON.parse(readFileSync(file, 'utf8')))
  const explained = tests.some((one) => one.outcome === 'failed')
  if (!tests.length || (ran.code !== 0 && !explained)) tests.push(whole('Playwright itself', ran))
  report('journeys', tests, ran.seconds)
}

async function main([mode, ...rest]) {
  if (mode === '--journeys') {
    await runJourneys(rest.some((arg) => arg.startsWith('--project')) ? rest : ['--project=all', ...rest])
  } else if (mode === '--faults') {
    for (const test of testPrograms('faults')) await runProgram(test)
  } else {
    await each(testPrograms(), availableParallelism(), runProgram)
    await runChecks()
    await runBadTrees()
    await runTools()
    if (existsSync('web/package.json')) {
      await runWeb()
      await runJourneys(['--project=ci'])
    }
    writeFileSync('build/results/all.json', JSON.stringify(results))
  }
  const count = (outcome) => results.filter((test) => test.outcome === outcome).length
  const skipped = results.filter((test) => test.outcome === 'skipped')
  if (skipped.length) console.log(`skipped: ${skipped.map((test) => `${test.suite}: ${test.name}`).join(', ')}`)
  console.log(`${count('passed')} passed, ${count('failed')} failed`)
  process.exitCode = count('failed') || !count('passed') ? 1 : 0
}

await main(process.argv.slice(2))
