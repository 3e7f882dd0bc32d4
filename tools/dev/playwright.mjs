// What Playwright's JSON report says about each journey, in the same shape as readGtest().
import { SHOWS, placeOf } from './gtest.mjs'

export function readPlaywright(report) {
  const tests = []
  const walk = (suite, titles) => {
    const path = suite.title && !suite.title.endsWith('.ts') ? [...titles, suite.title] : titles
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const last = test.results.at(-1)
        const outcome = test.status === 'skipped' ? 'skipped' : spec.ok && test.status !== 'unexpected' ? 'passed' : 'failed'
        const printed = (last?.stdout ?? []).map((piece) => piece.text ?? '').join('')
        const errors = (last?.errors ?? []).map((error) => error.message ?? '').join('\n')
        const shows = printed.split('\n').map((line) => line.match(SHOWS)).filter(Boolean)
        tests.push({
          name: [...path, spec.title].join(' > ') + (test.projectName ? ` [${test.projectName}]` : ''),
          outcome,
          output: printed + errors,
          shows: shows.map(([, id, where]) => ({ id, where: placeOf(where) })),
        })
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, path)
  }
  for (const suite of report.suites ?? []) walk(suite, [])
  for (const error of report.errors ?? []) {
    tests.push({ name: 'Playwright itself', outcome: 'failed', output: error.message ?? '', shows: [] })
  }
  return tests
}
