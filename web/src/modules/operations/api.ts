import { call, del, get, post, type Query } from '@/kit/api/http'
import type { Instant, Page, Uuid } from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export interface WebhookCall { nth: number; at: Instant; status: number; outcome: string; milliseconds: number }
export interface Webhook {
  id: Uuid; name: string; url: string; kinds: string[]; scope_code: string; unit: Uuid | null; unit_name: string | null
  state: 'active' | 'paused'; version: number; waiting: number; dead: number; rest_until: Instant | null
  called_at: Instant | null; outcome: string | null; status: number | null; opened_at: Instant; secret: string | null
}
export interface WebhookDelivery {
  id: Uuid; kind: string; key: string; number: string; state: 'waiting' | 'delivered' | 'dead' | 'discarded'
  at: Instant; due: Instant; attempts: number; ended_at: Instant | null; calls: WebhookCall[]
}
export interface WebhookFields { name: string; url: string; kinds: string[]; scope_code: string; unit?: Uuid | undefined }

export const listWebhooks = (signal?: AbortSignal) => get<Page<Webhook>>('/webhooks', undefined, signal)
/** Labels are the notices' sentences, without the place of the number and the full stop. */
export const listWebhookKinds = async (signal?: AbortSignal) =>
  (await get<Page<{ kind: string; label: string }>>('/webhook-kinds', undefined, signal)).items.map(({ kind, label }) => ({ kind, label: label.replace(/ |。$/g, '') }))
/** The answer holds the secret, once. */
export const openWebhook = (fields: WebhookFields, id = uuid7()) => post<Webhook>('/webhooks', { id, ...fields })
export const changeWebhook = (hook: Webhook, fields: WebhookFields & { state: Webhook['state'] }) =>
  call<Webhook>('PUT', `/webhooks/${hook.id}`, { body: fields, version: hook.version })
export const removeWebhook = (id: Uuid) => del(`/webhooks/${id}`)
export const renewSecret = (id: Uuid) => call<{ secret: string }>('POST', `/webhooks/${id}/secret`)
export const testWebhook = (id: Uuid) => call<{ status: number; outcome: string; milliseconds: number }>('POST', `/webhooks/${id}/ping`)
export const listDeliveries = (id: Uuid, query: Query, signal?: AbortSignal) => get<Page<WebhookDelivery>>(`/webhooks/${id}/deliveries`, query, signal)
export const settleDelivery = (id: Uuid, how: 'retry' | 'discard') => call<void>('POST', `/webhook-deliveries/${id}/${how}`)

export interface Health {
  at: Instant
  consumers: { name: string; position: number; behind: number; oldest: Instant | null; parked: number; dead: number }[]
  jobs: { due: number; running: number; retrying: number; dead: number; oldest_due: Instant | null }
  webhooks: { waiting: number; dead: number; oldest: Instant | null }
  sealing: { unsealed: number; oldest_unsealed: Instant | null; sealed_at: Instant | null }
  findings: { level: 'well' | 'warning' | 'fault'; what: string; found: string; mend: string }[]
}
export interface DeadLetter { id: string; name: string; key: string; attempts: number; waiting: number; error: string; dead_at: Instant }
export const getHealth = (signal?: AbortSignal) => get<Health>('/health', undefined, signal)
export const listDeadLetters = (signal?: AbortSignal) => get<Page<DeadLetter>>('/jobs/dead', undefined, signal)
export const settleLetter = (id: string, how: 'retry' | 'discard') => call<void>('POST', `/jobs/dead/${encodeURIComponent(id)}/${how}`)
