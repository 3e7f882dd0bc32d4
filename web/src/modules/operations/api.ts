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
