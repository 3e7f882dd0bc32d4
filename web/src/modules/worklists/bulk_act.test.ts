import { expect, test } from 'vitest'
import { Problem } from '@/kit/api/http'
import { carryOut, tally, type BulkAct, type Send } from './bulk_act'

const act = (n: number): BulkAct => ({
  id: 'act', action: 'urge', fields: {}, at: 0, state: 'running',
  items: Array.from({ length: n }, (_, i) => ({ incident: `case-${i}`, number: `E-${i}`, title: '', version: 1, record: `record-${i}`, state: 'waiting' as const })),
})
/** A shelf that keeps texts, as a browser does: what is not written is not there after a reload. */
function shelf(first: BulkAct) {
  let kept = JSON.stringify(first)
  const self = { stop: false, read: () => JSON.parse(kept) as BulkAct, write: (next: BulkAct) => { kept = JSON.stringify(next) }, stopAsked: () => self.stop }
  return self
}
const noPause = async () => {}

test('a refusal is kept with its words and the others go on', async () => {
  const kept = shelf(act(3)), sent: string[] = []
  await carryOut(kept, async item => {
    sent.push(item.record)
    if (item.incident === 'case-1') throw new Problem(422, 'urged_just_now', '刚刚催办过')
  }, noPause)
  expect(sent).toEqual(['record-0', 'record-1', 'record-2'])
  expect(tally(kept.read())).toEqual({ total: 3, done: 2, refused: 1, waiting: 0 })
  expect(kept.read().items[1]!.why).toBe('刚刚催办过')
  expect(kept.read().state).toBe('ended')
})

test('after a reload it goes on where it stood, and sends a command without answer again under its own id', async () => {
  const kept = shelf(act(3)), sent: string[] = []
  const dies: Send = async item => {
    sent.push(item.record)
    if (sent.length === 2) throw new Problem(401, 'sign_in_needed', '') // the page is gone; the answer never came
  }
  await carryOut(kept, dies, noPause)
  expect(tally(kept.read()).done).toBe(1)
  await carryOut(kept, async item => { sent.push(item.record) }, noPause)
  expect(sent).toEqual(['record-0', 'record-1', 'record-1', 'record-2'])
  expect(kept.read().state).toBe('ended')
})

test('no network is waited for; the same id goes out again', async () => {
  const kept = shelf(act(1)), sent: string[] = [], pauses: number[] = []
  await carryOut(kept, async item => {
    sent.push(item.record)
    if (sent.length < 4) throw new Problem(0, 'unreachable', '')
  }, async tries => { pauses.push(tries) })
  expect(sent).toEqual(Array(4).fill('record-0'))
  expect(pauses).toEqual([1, 2, 3])
  expect(tally(kept.read()).done).toBe(1)
})

test('one case the server breaks on does not hold up the others', async () => {
  const kept = shelf(act(2))
  let broken = 0
  await carryOut(kept, async item => {
    if (item.incident === 'case-0') { broken++; throw new Problem(500, 'internal_error', '服务器出了点问题') }
  }, noPause)
  expect(broken).toBe(3)
  expect(tally(kept.read())).toMatchObject({ done: 1, refused: 1 })
})

test('stopped, the rest waits and can go on later', async () => {
  const kept = shelf(act(3)), sent: string[] = []
  await carryOut(kept, async item => { sent.push(item.record); kept.stop = true }, noPause)
  expect(kept.read().state).toBe('stopped')
  expect(tally(kept.read())).toMatchObject({ done: 1, waiting: 2 })
  kept.stop = false
  kept.write({ ...kept.read(), state: 'running' })
  await carryOut(kept, async item => { sent.push(item.record) }, noPause)
  expect(sent).toEqual(['record-0', 'record-1', 'record-2'])
})
