import { call, get, post, type Query } from '@/kit/api/http'
import type {
  Catalogue, Incident, IncidentMap, IncidentReport, IncidentRow, LoopFigures, Page, PublicReport, Receipt, ResidentView, Score, Unit, Workbench,
} from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export interface IncidentPage extends Page<IncidentRow> { total: number }

export const listIncidents = (query: Query, signal?: AbortSignal) => get<IncidentPage>('/incidents', query, signal)
export const countIncidents = async (query: Query, signal?: AbortSignal) => (await listIncidents({ ...query, limit: 1 }, signal)).total
export const mapIncidents = (query: Query, signal?: AbortSignal) => get<IncidentMap>('/incidents/map', query, signal)
export const readIncident = (id: string, signal?: AbortSignal) => get<Incident>(`/incidents/${id}`, undefined, signal)
export const reportIncident = (report: IncidentReport) => post<Receipt>('/incidents', report)
/** One step of an incident. `id` is the key of idempotency: keep it over retries. */
export function actOn(incident: string, act: { id: string; action: string; version: number; fields: Record<string, unknown> }) {
  return call<Incident>('POST', `/incidents/${incident}/actions`, { body: act, version: act.version })
}
export const revealContact = (incident: string, record: string, purpose: string) =>
  post<{ name: string | null; phone: string | null }>(`/incidents/${incident}/contacts/${record}/reveal`, { id: uuid7(), purpose })
export const readWorkbench = (signal?: AbortSignal) => get<Workbench>('/workbench', undefined, signal)
export const readLoopFigures = (query: { from: string; to: string; scope?: string }, signal?: AbortSignal) => get<LoopFigures>('/figures/loop', query, signal)
export const readCatalogue = (audience?: 'resident' | 'collector', signal?: AbortSignal) => get<Catalogue>('/matters', { audience }, signal)
/** Units: of a kind, within a division (`prefix`), or those answering for a place (`covering`, a division code). */
export const listUnits = (query: { kind?: string; prefix?: string; covering?: string; limit?: number } = {}, signal?: AbortSignal) => get<Page<Unit>>('/units', { limit: 200, ...query }, signal)

// ---- what a resident may call
export const reportPublicly = (report: PublicReport) => post<Receipt>('/public/reports', report)
export const followReport = (number: string, code: string) => get<ResidentView>(`/public/reports/${encodeURIComponent(number)}`, { code })
const reportPost = (number: string, code: string, what: string, body: Record<string, unknown>) =>
  post<ResidentView>(`/public/reports/${encodeURIComponent(number)}/${what}`, body, { code })
export const rateReport = (number: string, code: string, rating: { id: string; score: Score; reasons: string[]; text: string }) => reportPost(number, code, 'ratings', rating)
export const withdrawReport = (number: string, code: string, withdrawal: { id: string; reason: string }) => reportPost(number, code, 'withdrawal', withdrawal)
export const addToReport = (number: string, code: string, addition: { id: string; text: string; attachments: { digest: string; stage: string }[] }) => reportPost(number, code, 'additions', addition)
