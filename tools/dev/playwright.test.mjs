import assert from 'node:assert/strict'
import test from 'node:test'
import { readPlaywright } from './playwright.mjs'

const spec = (title, ok, status, text) => ({
  title, ok, tests: [{ projectName: 'ci', status, results: [{ stdout: [{ text }], errors: ok ? [] : [{ message: 'broken' }] }] }],
})

test('journeys carry their shows lines, and fail with their message', () => {
  const report = { suites: [{ title: 'loop.spec.ts', specs: [], suites: [{ title: 'the loop', specs: [
    spec('closes', true, 'expected', 'shows INC-07 tests/journeys/loop.spec.ts:9\n'), spec('reopens', false, 'unexpected', ''),
    spec('waits', true, 'skipped', ''),
  ] }] }] }
  const tests = readPlaywright(report)
  assert.deepEqual(tests.map(({ name, outcome }) => [name, outcome]), [
    ['the loop > closes [ci]', 'passed'], ['the loop > reopens [ci]', 'failed'], ['the loop > waits [ci]', 'skipped']])
  assert.deepEqual(tests[0].shows, [{ id: 'INC-07', where: 'tests/journeys/loop.spec.ts:9' }])
  assert.match(tests[1].output, /broken/)
})

test('what went wrong before any journey is a failure too', () => {
  assert.deepEqual(readPlaywright({ errors: [{ message: 'no config' }] }).map(({ outcome }) => outcome), ['failed'])
})
