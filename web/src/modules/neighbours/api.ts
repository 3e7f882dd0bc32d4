import { call, get, post } from '@/kit/api/http'
import { uuid7 } from '@/kit/uuid'
import type { Instant, Score, Uuid } from '@/kit/api/types'

export interface ReportKind { code: string; name: string; matter: string; matter_name: string; urgent: boolean; from_source: boolean }
export interface Guide { version: string; introduction: string; steps: string[]; members: string[]; kinds: ReportKind[]; joined: { kind: string; total: number; verified: number }[]; example: boolean }
export interface Spot { lon: number; lat: number; system: 'wgs84'; address: string }
export interface Reminder { id: Uuid; kind: string; text: string; place?: Spot; building?: string; photos: { digest: string }[]; reporter?: { name: string; phone: string; consent: boolean }; member?: Uuid; device: string }
export interface ReminderReceipt { id: Uuid; number: string; code: string; link: string; state: string; grid_name: string }
export interface Progress {
  number: string; kind_name: string; grid_name: string; state: string; reported_at: Instant; due: Instant | null; closed_at: Instant | null; overdue: boolean; paused: boolean; may_rate: boolean
  answerable: string | null; outcome: string | null; merged_with: string | null; mark: 'marked' | 'appealed' | 'upheld' | 'lifted' | null; updates: { at: Instant; action: string; unit: string | null }[]
}
export interface Building { label: string; grid: string; grid_name: string; lon: number; lat: number; kind: string | null }
export interface BuildingCode extends Building { id: Uuid; secret: string; made_by: string; made_at: Instant; withdrawn_at: Instant | null }
export interface FalseMark { id: Uuid; state: 'marked' | 'appealed' | 'upheld' | 'lifted'; person: string; reason: string | null; appeal: string | null; decision: string | null; decided_by: string | null; marked_at: Instant; appealed_at: Instant | null; decided_at: Instant | null }

export const readGuide = () => get<Guide>('/public/neighbours/guide')
export const join = (member: { id: Uuid; kind: string; name: string; phone: string; guide_version: string }) => post<{ id: Uuid; kind: string }>('/public/neighbours/members', member)
export const remind = (reminder: Reminder) => post<ReminderReceipt>('/public/neighbours/reminders', reminder)
const link = (token: string) => `/public/progress/${encodeURIComponent(token)}`
export const readProgress = (token: string) => get<Progress>(link(token))
export const rateByLink = (token: string, rating: { id: Uuid; score: Score; reasons: string[]; text: string }) => post<Progress>(`${link(token)}/ratings`, rating)
export const appealMark = (token: string, appeal: { id: Uuid; text: string }) => post<Progress>(`${link(token)}/appeals`, appeal)
export const revokeLink = (token: string) => call<null>('POST', `${link(token)}/revocation`, { body: { id: uuid7() } })
export const scanBuilding = (secret: string) => get<Building>(`/public/buildings/${encodeURIComponent(secret)}`)
export const listBuildings = async (signal?: AbortSignal) => (await get<{ items: BuildingCode[] }>('/neighbours/buildings', undefined, signal)).items
export const makeBuilding = (building: { id: Uuid; label: string; place: Spot; kind?: string }) => post<BuildingCode>('/neighbours/buildings', building)
export const withdrawBuilding = (id: Uuid) => call<BuildingCode>('POST', `/neighbours/buildings/${id}/withdrawal`, { body: { id: uuid7() } })
export const codePicture = (id: Uuid) => `/api/v1/neighbours/buildings/${id}/code.svg`
export const readMark = (incident: Uuid, signal?: AbortSignal) => get<FalseMark>(`/incidents/${incident}/false-mark`, undefined, signal)
export const markFalse = (incident: Uuid, mark: { id: Uuid; reason: string }) => post<FalseMark>(`/incidents/${incident}/false-mark`, mark)
export const decideMark = (incident: Uuid, decision: { id: Uuid; upheld: boolean; reason: string }) => post<FalseMark>(`/incidents/${incident}/false-mark/decision`, decision)
