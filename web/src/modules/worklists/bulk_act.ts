import { Problem } from '@/kit/api/http'

/** One command of a bulk act. `record` is its id for ever: sent again, the server answers as the first time. */
export interface BulkItem {
  incident: string; number: string; title: string; version: number; record: string
  state: 'waiting' | 'done' | 'refused'
  why?: string // the server's words
  tries?: number
}
export interface BulkAct {
  id: string; action: string; fields: Record<string, unknown>; at: number
  state: 'running' | 'stopped' | 'ended'
  items: BulkItem[]
}
/** Where an act is kept between answers, and who may stop it; a browser's storage, or a test's. */
export interface Shelf { read: () => BulkAct | null; write: (act: BulkAct) => void; stopAsked: (act: BulkAct) => boolean }
export type Send = (item: BulkItem, act: BulkAct) => Promise<unknown>

export const tally = (act: BulkAct) => {
  const of = (state: BulkItem['state']) => act.items.filter(item => item.state === state).length
  return { total: act.items.length, done: of('done'), refused: of('refused'), waiting: of('waiting') }
}

/** After so many faults of the server a command is put aside, so that one bad case does not hold up the others. */
const faults = 3
const wordsOf = (problem: Problem) => [problem.title, ...problem.errors.map(error => error.title)].join(' ')

/**
 * Sends what waits, one after the other, and writes down each answer before the next is sent. What may pass by itself
 * (no network, a busy server) is waited for with `pause(tries)`; a session that ended ends the round and leaves the rest waiting.
 */
export async function carryOut(shelf: Shelf, send: Send, pause: (tries: number, problem: Problem) => Promise<void>): Promise<void> {
  for (let tries = 0; ;) {
    const act = shelf.read()
    const item = act?.items.find(one => one.state === 'waiting')
    if (!act || act.state !== 'running') return
    if (!item || shelf.stopAsked(act)) return shelf.write({ ...act, state: item ? 'stopped' : 'ended' })
    try {
      await send(item, act)
      item.state = 'done'
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(500, 'unknown', String(error))
      if (problem.status === 401) return
      if (problem.passing) {
        const broken = problem.status >= 500 && problem.status !== 503
        item.tries = (item.tries ?? 0) + Number(broken)
        if (!broken || item.tries < faults) {
          shelf.write(act)
          await pause(++tries, problem)
          continue
        }
      }
      item.state = 'refused'
      item.why = wordsOf(problem)
    }
    tries = 0
    shelf.write(act)
  }
}
