// What a GoogleTest program's output says about each of its tests.

const OUTCOME = /\[ +(OK|FAILED|SKIPPED) +\] ([\w./-]+)(?:, where .*)? \(\d+ ms\)$/
export const SHOWS = /^shows ([A-Z]+-\d+) (\S+)$/

/** `../kernel/x.cpp:7` and `/kernel/x.cpp:7` are both `kernel/x.cpp:7`. */
export const placeOf = (text) => text.replace(/^(\.\.\/|\/)+/, '')

/**
 * Tests in the order they ran: {name, outcome: 'passed'|'failed'|'skipped', output, shows: [{id, where}]}.
 * A `shows` line counts for the test it stands in; a test without an outcome (the program died) has failed.
 */
export function readGtest(text) {
  const tests = []
  let current = null
  for (const line of text.split('\n')) {
    const started = line.match(/^\[ RUN {6}\] (\S+)$/)
    if (started) {
      current = { name: started[1], outcome: 'failed', output: [], shows: [] }
      tests.push(current)
      continue
    }
    if (!current) continue
    const outcome = line.match(OUTCOME)
    if (outcome && outcome[2] === current.name) {
      current.outcome = { OK: 'passed', FAILED: 'failed', SKIPPED: 'skipped' }[outcome[1]]
      current = null
      continue
    }
    const shown = line.match(SHOWS)
    if (shown) current.shows.push({ id: shown[1], where: placeOf(shown[2]) })
    current.output.push(line)
  }
  for (const test of tests) test.output = test.output.join('\n')
  return tests
}
