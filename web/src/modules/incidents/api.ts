import { call, fetchFile, get, post, type Query } from '@/kit/api/http'
import type {
  AssistRow, Catalogue, Duplicate, Incident, IncidentMap, Supervision, IncidentReport, IncidentRow, LoopFigures, Page, Receipt, Unit, Workbench,
} from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export interface IncidentPage extends Page<IncidentRow> { total: number }

export const listIncidents = (query: Query, signal?: AbortSignal) => get<IncidentPage>('/incidents', query, signal)
export const countIncidents = async (query: Query, signal?: AbortSignal) => (await listIncidents({ ...query, limit: 1 }, signal)).total
export const mapIncidents = (query: Query, signal?: AbortSignal) => get<IncidentMap>('/incidents/map', query, signal)
/** The list these filters show, or these cases, as a file; `purpose` stands in the audit log. Each call is an export of its own. */
export const exportIncidents = (query: Query, purpose: string, cases?: string[]) => fetchFile('POST', '/incidents/exports', { query, body: { id: uuid7(), purpose, ...(cases && { cases }) } })
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
// ---- what a unit hands on of its case
export interface Worker { person: string; name: string; role: string }
export interface Team { id: string; name: string; members: Worker[] }
export interface UnitTeams { unit: string; unit_name: string; may_manage: boolean; people: Worker[]; teams: Team[] }
/** The own units with their people and teams. */
export const listTeams = async (signal?: AbortSignal) => (await get<{ items: UnitTeams[] }>('/teams', undefined, signal)).items
export const makeTeam = async (team: { id: string; unit: string; name: string; members: string[] }) => (await post<{ items: UnitTeams[] }>('/teams', team)).items
export const changeTeam = async (team: string, change: { id: string; name: string; members: string[]; closed: boolean }) => (await post<{ items: UnitTeams[] }>(`/teams/${team}/changes`, change)).items
/** To one team or person of the unit; gives the whole case. */
export const handOn = (incident: string, errand: { id: string; text: string; team?: string; person?: string; reason?: string }) => post<Incident>(`/incidents/${incident}/errands`, errand)
export const actOnErrand = (errand: string, act: { id: string; action: string; version: number; fields: Record<string, unknown> }) => post<Incident>(`/errands/${errand}/actions`, act)
/** The link is told this once; a repeat under the same id tells it again. */
export const makeFirmLink = (incident: string, firm: { id: string; firm: string; contact: string; phone: string; text: string }) => post<{ id: string; link: string; expires: string }>(`/incidents/${incident}/firm-links`, firm)
/** Supervision letters within reach; only those that are not settled unless `all`. */
export const listSupervisions = (query: { all?: boolean; after?: string; limit?: number }, signal?: AbortSignal) => get<Page<Supervision>>('/supervisions', query, signal)
export const readWorkbench = (signal?: AbortSignal) => get<Workbench>('/workbench', undefined, signal)
export const readLoopFigures = (query: { from: string; to: string; scope?: string }, signal?: AbortSignal) => get<LoopFigures>('/figures/loop', query, signal)
/** The catalogue; with the code of an area, each matter says whether it may be filed there today. */
export const readCatalogue = (audience?: 'resident' | 'collector', signal?: AbortSignal, area?: string) => get<Catalogue>('/matters', { audience, area }, signal)
/** Units: of a kind, within a division (`prefix`), or those answering for a place (`covering`, a division code). */
export const listUnits = (query: { kind?: string; prefix?: string; covering?: string; limit?: number } = {}, signal?: AbortSignal) => get<Page<Unit>>('/units', { limit: 200, ...query }, signal)

// ---- the districts' lists of matters
export interface ListEntry { matter: string; focus: string; governance: string; team: string; valid_from: string | null; valid_to: string | null }
export interface MatterList { district: string; version: number; edition: number; at: string | null; by: string | null; note: string; decided_by: string | null; valid_from: string | null; valid_to: string | null; example: boolean; entries: ListEntry[] }
export interface DistrictRow { code: string; name: string; own: boolean; version: number | null; valid_from: string | null; valid_to: string | null; count: number; example: boolean; draft: boolean; mine: boolean }
export interface DistrictLists { code: string; name: string; mine: boolean; edition: number; draft: MatterList | null; in_force: MatterList | null; decided: MatterList[] }
export const listDistricts = async (signal?: AbortSignal) => (await get<{ items: DistrictRow[] }>('/matter-lists', undefined, signal)).items
export const readLists = (district: string, signal?: AbortSignal) => get<DistrictLists>(`/matter-lists/${district}`, undefined, signal)
export const saveListDraft = (district: string, given: { id: string; edition: number; note: string; entries: ListEntry[] }) => post<DistrictLists>(`/matter-lists/${district}/draft`, given)
export const decideList = (district: string, given: { id: string; edition: number; valid_from: string; valid_to?: string; decided_by: string }) => post<DistrictLists>(`/matter-lists/${district}/decisions`, given)
/** Cases likely about the same as a report under way. */
export const findDuplicates = async (query: { matter: string; lon: number; lat: number }, signal?: AbortSignal) => (await get<{ items: Duplicate[] }>('/public/duplicates', query, signal)).items
export const listDuplicates = async (incident: string, signal?: AbortSignal) => (await get<{ items: Duplicate[] }>(`/incidents/${incident}/duplicates`, undefined, signal)).items
/** One more who saw the same, told to staff: answered with the others. */
export const followIncident = (incident: string, follower: { id: string; text: string; source: string; attachments: { digest: string; stage: 'before' }[]; reporter?: { name: string; phone: string; consent: boolean; call_back?: boolean } }) => post<Receipt>(`/incidents/${incident}/followers`, follower)
/** Earlier cases of whoever has this phone; the number travels in the body, never in an address. */
export const findCaller = (phone: string) => post<IncidentPage>('/callers', { phone })
export interface FoundPlace { name: string; code: string; lon: number; lat: number }
export const findPlaces = async (text: string, signal?: AbortSignal) => (await get<{ items: FoundPlace[] }>('/places', { text }, signal)).items
/** What one was first asked about, and owes the answer to (首问负责). */
export const listFirstAsked = (query: { owing?: boolean; after?: string; limit?: number }, signal?: AbortSignal) => get<Page<IncidentRow>>('/incidents/first-asked', query, signal)
export interface Colleague { person: string; name: string; role: string; unit_name: string | null }
export const listColleagues = async (incident: string, signal?: AbortSignal) => (await get<{ items: Colleague[] }>(`/incidents/${incident}/colleagues`, undefined, signal)).items
