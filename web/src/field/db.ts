import Dexie, { type Table } from 'dexie'

/** A record made on this phone; its id is the record's own, so that sending it twice still writes it once. */
export interface Outgoing {
  id: string; account: string; kind: 'report' | 'action' | 'order'; incident?: string; title: string; body: Record<string, unknown>
  at: number; state: 'waiting' | 'refused' | 'sent'; tries: number; problem?: string; code?: string; number?: string; say?: string
}
/** A photo or a sound kept until the server has it; named `local:<id>` in bodies until then. A picture comes with its untouched original; `noted` once the server knows both. */
/** `seen`: by the server's clock, when it was taken in; `lined`: its lines are drawn on `blob`. */
export interface Kept { id: string; account: string; blob: Blob; takenAt: string; at: number; digest?: string; original?: Blob; origin?: 'camera' | 'gallery'; lon?: number; lat?: number; seen?: number; lined?: boolean; noted?: boolean }
export interface Draft { key: string; account: string; value: unknown; at: number }
/** The last answer of the server, for work without a network. */
export interface Cached { key: string; account: string; value: unknown; at: number }

class FieldDb extends Dexie {
  outbox!: Table<Outgoing, string>
  kept!: Table<Kept, string>
  drafts!: Table<Draft, string>
  cache!: Table<Cached, string>
  constructor() {
    super('linli-field')
    this.version(1).stores({ outbox: 'id, account, [account+state], at', kept: 'id, account, at', drafts: 'key, account', cache: 'key, account' })
  }
}
export const db = new FieldDb()

/** Forgets what was read and drafted under an account; what still waits to be sent stays until it is sent. */
export async function forget(account: string) {
  await caches.delete('photos').catch(() => {})
  await Promise.all([db.cache.where({ account }).delete(), db.drafts.where({ account }).delete(), db.outbox.where({ account }).filter(item => item.state === 'sent').delete()])
}
