import assert from 'node:assert/strict'
import test from 'node:test'
import { placeOf, readGtest } from './gtest.mjs'

const read = (...lines) => readGtest(lines.join('\n'))

test('a shows line counts for the test it stands in', () => {
  const [first, second] = read(
    '[ RUN      ] A.passes', 'shows INC-04 ../modules/a_test.cpp:7', '[       OK ] A.passes (3 ms)',
    'shows INC-99 between/tests.cpp:1',
    '[ RUN      ] A.fails', 'shows INC-05 a_test.cpp:9', 'a_test.cpp:10: Failure', '[  FAILED  ] A.fails (0 ms)',
    '[  FAILED  ] A.fails')
  assert.deepEqual([first.outcome, first.shows], ['passed', [{ id: 'INC-04', where: 'modules/a_test.cpp:7' }]])
  assert.deepEqual([second.outcome, second.shows.length], ['failed', 1])
  assert.match(second.output, /Failure/)
})

test('a test whose program died has failed', () => {
  const tests = read('[ RUN      ] A.dies', 'shows INC-04 a.cpp:1', 'Segmentation fault')
  assert.deepEqual(tests.map(({ name, outcome }) => [name, outcome]), [['A.dies', 'failed']])
})

test('outcomes are found behind a line without its end, with parameters, and for what was skipped', () => {
  const tests = read(
    '[ RUN      ] A.b/0', 'no newline[       OK ] A.b/0 (12 ms)',
    '[ RUN      ] A.b/1', "[  FAILED  ] A.b/1, where GetParam() = 4 (1 ms)",
    '[ RUN      ] A.c', '[  SKIPPED ] A.c (0 ms)')
  assert.deepEqual(tests.map(({ outcome }) => outcome), ['passed', 'failed', 'skipped'])
})

test('places are told from the project folder', () => {
  assert.equal(placeOf('../kernel/a.cpp:1'), 'kernel/a.cpp:1')
  assert.equal(placeOf('/kernel/a.cpp:1'), 'kernel/a.cpp:1')
  assert.equal(placeOf('../../tests/journeys/a.spec.ts:1'), 'tests/journeys/a.spec.ts:1')
})
