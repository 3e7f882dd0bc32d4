import { call, fetchFile, get, post, type Query } from '@/kit/api/http'
import type {
  AssistRow, Catalogue, Incident, IncidentMap, Supervision, IncidentReport, IncidentRow, LoopFigures, Page, Receipt, Unit, Workbench,
} from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export interface IncidentPage extends Page<IncidentRow> { total: number }

export const listIncidents = (query: Query, signal?: AbortSignal) => get<IncidentPage>('/incidents', query, signal)
export const countIncidents = async (query: Query, signal?: AbortSignal) => (await listIncidents({ ...query, limit: 1 }, signal)).total
export const mapIncidents = (query: Query, signal?: AbortSignal) => get<IncidentMap>('/incidents/map', query, signal)
/** The list these filters show, as a file; `purpose` stands in the audit log. Each call is an export of its own. */
export const exportIncidents = (query: Query, purpose: string) => fetchFile('POST', '/incidents/exports', { query, body: { id: uuid7(), purpose } })
export const readIncident = (id: string, signal?: AbortSignal) => get<Incident>(`/incidents/${id}`, undefined, signal)
export const reportIncident = (report: IncidentReport) => post<Receipt>('/incidents', report)
/** One step of an incident. `id` is the key of idempotency: keep it over retries. */
export function actOn(incident: string, act: { id: string; action: string; version: number; fields: Record<string, unknown> }) {
  return call<Incident>('POST', `/incidents/${incident}/actions`, { body: act, version: act.version })
}
export const revealContact = (incident: string, record: string, purpose: string) =>
  post<{ name: string | null; phone: string | null }>(`/incidents/${incident}/contacts/${record}/reveal`, { id: uuid7(), purpose })
/** Asks one unit to help with a case, or calls it to the place (`whistle`); gives the whole case. */
export const askAssist = (incident: string, ask: { id: string; unit: string; reason: string; whistle: boolean; kind?: string }) => post<Incident>(`/incidents/${incident}/assists`, ask)
export const actOnAssist = (assist: string, act: { id: string; action: string; version: number; fields: Record<string, unknown> }) => post<Incident>(`/assists/${assist}/actions`, act)
export const listAssists = (query: { open?: boolean; after?: string; limit?: number }, signal?: AbortSignal) => get<Page<AssistRow>>('/assists', query, signal)
/** Supervision letters within reach; only those that are not settled unless `all`. */
export const listSupervisions = (query: { all?: boolean; after?: string; limit?: number }, signal?: AbortSignal) => get<Page<Supervision>>('/supervisions', query, signal)
export const readWorkbench = (signal?: AbortSignal) => get<Workbench>('/workbench', undefined, signal)
export const readLoopFigures = (query: { from: string; to: string; scope?: string }, signal?: AbortSignal) => get<LoopFigures>('/figures/loop', query, signal)
export const readCatalogue = (audience?: 'resident' | 'collector', signal?: AbortSignal) => get<Catalogue>('/matters', { audience }, signal)
/** Units: of a kind, within a division (`prefix`), or those answering for a place (`covering`, a division code). */
export const listUnits = (query: { kind?: string; prefix?: string; covering?: string; limit?: number } = {}, signal?: AbortSignal) => get<Page<Unit>>('/units', { limit: 200, ...query }, signal)
