/** The shapes of the HTTP interface, written by hand from its contract; `npm run api` generates schema.d.ts to compare. */
import type { MultiPolygon, Polygon } from 'geojson'

export type Uuid = string
/** RFC 3339, UTC */
export type Instant = string

export interface Page<T> { items: T[]; next: string | null; total?: number }
export interface Point { lon: number; lat: number }
export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000'

export interface FieldError { field: string; code: string; title: string }

// ---- access
export interface Grant { id?: Uuid; valid_from?: string; valid_to?: string | null; role: string; role_name: string; prefix: string; scope_name: string; line: string; unit: Uuid | null; unit_name: string | null }
export interface Me {
  account: Uuid; username: string; display: string; grants: Grant[]; permissions: string[]
  totp_enrolled: boolean; totp_required: boolean; city: { code: string; name: string }; demo: boolean
}
export interface DemoAccount { role: string; role_name: string; jurisdiction: string; username: string; password: string }
export type AccountState = 'active' | 'suspended' | 'closed'
export interface Account {
  id: Uuid; username: string; display: string; state: AccountState; unit: { id: Uuid; name: string } | null
  grants: Grant[]; opened_at: Instant; last_seen_at: Instant | null; idle_days: number | null
  real_name?: boolean; password_set?: boolean; totp_enrolled?: boolean; link?: string | null; link_ends_at?: Instant | null
}
export interface Role { role: string; name: string; second_factor: boolean; needs_territory: boolean; needs_unit: boolean; may_give: boolean }
export interface OneTimeLink { kind: 'new_account' | 'new_password' | string; username: string; display: string; ends_at: Instant }
export const stateReasons = ['leave', 'return', 'exit', 'transfer', 'security', 'mistake'] as const
export type StateReason = (typeof stateReasons)[number]
export interface NewGrant { role: string; prefix: string; line: string; unit?: Uuid | null }
export interface NewAccount {
  id: Uuid; username: string; name: string; phone: string; unit: Uuid; grants: NewGrant[]; valid_from?: string; valid_to?: string
}
export interface Unit { id: Uuid; name: string; kind: 'street_centre' | 'department' | 'community' | 'city' | 'district' | string; kind_name?: string; scope_name?: string; prefix: string; parent: Uuid | null }
export interface ApiToken { id: Uuid; name: string; permissions?: string[]; created_at: Instant; last_used_at: Instant | null; expires_at: Instant | null }

// ---- territory
export type DivisionLevel = 'city' | 'district' | 'street' | 'community' | 'grid'
export interface DivisionRef { code: string; name: string; level: DivisionLevel }
export interface Division extends DivisionRef {
  kind: 'residential' | 'unit' | 'special' | null; synthetic: boolean; centre: Point | null; bounds: [number, number, number, number] | []
  valid_from: string; valid_to: string | null
}
export interface DivisionDetail extends Division { path: DivisionRef[]; outline: Polygon | MultiPolygon | null }
export interface Located { grid: { code: string; name: string; kind: string | null }; path: DivisionRef[]; place: Point }
export interface GridWorker { grid: string; grid_name?: string; name: string; office_phone: string; matters: string[]; publicity_date: string }

// ---- matters
export interface Limit { count: number; unit: 'working_days' | 'working_hours' | 'natural_hours' | 'natural_minutes' | string }
export interface Matter {
  code: string; major: { code: string; name: string }; middle: { code: string; name: string }; name: string; hint: string
  urgent: boolean; self_handled: boolean; public: boolean; limit: Limit; evidence: string[]
  filing_standard: string; closing_standard: string; default_unit_kind: string; collector_may_check?: boolean
  /** may be filed today in the area asked for; else where to turn with it */
  in_force?: boolean; channel?: Channel | null
}
export interface Channel { code: string; name: string; phone: string; hint: string }
/** By which list an area's matters are in force; without an own one the city's catalogue counts whole. */
export interface AreaList { district: string; name: string; own: boolean; version: number | null; valid_from: string | null; decided_by: string | null; example: boolean }
export interface Catalogue { version: string; label: string; example?: boolean; majors?: number; middles?: number; list?: AreaList | null; items: Matter[] }

// ---- files
export interface StoredFile { digest: string; media_type: string; bytes: number; width?: number; height?: number; taken_at?: Instant | null; taken_place?: Point | null }
export type Stage = 'before' | 'during' | 'after' | 'check' | 'paper'
export interface AttachmentRef { digest: string; stage: Stage; taken_at?: Instant }
export interface Attachment extends AttachmentRef { media_type: string; by?: string; at?: Instant; number?: string | null; from_errand?: boolean }

// ---- incidents
export type IncidentState =
  | 'reminded' | 'verifying' | 'collected' | 'returned' | 'accepted' | 'raised' | 'sent_down' | 'dispatched' | 'contested' | 'handling' | 'suspended'
  | 'done' | 'checked' | 'fed_back' | 'callback' | 'closed' | 'self_closed' | 'cancelled' | 'withdrawn' | 'merged' | 'sent_back'
export type Urgency = 'normal' | 'urgent' | 'critical'
export interface Remaining { minutes: number; unit: 'working' | 'natural' }
export interface IncidentRow {
  id: Uuid; number: string; code: string; matter: { code: string; name: string }; title: string; address: string
  scope_code: string; grid_name: string; street_name: string; state: IncidentState
  owner: { unit_name: string | null; person: string | null } | null
  due: Instant | null; warn: Instant | null; due_provisional: boolean; paused: boolean; overdue: boolean; remaining: Remaining | null
  urgency: Urgency; source: string; reported_at: Instant; changed_at: Instant; place: Point | null
  repeat_count: number; self_handled: boolean; spot_check?: 'drawn' | 'passed' | 'rejected' | null; version: number
  /** what waits for an answer; urgings; the newest supervision letter; what is kept on the books until when */
  assists_open?: number; assists_absent?: number
  /** handed on inside the unit or to a firm and not settled; the team or person who has it */
  errands_open?: number; errand_to?: string | null
  asked?: ('raise' | 'return' | 'extension' | 'suspension' | 'withdrawal')[]; urges?: number
  supervision?: 'open' | 'answered' | 'settled' | null; supervision_grade?: 'ordinary' | 'important' | 'listed' | null
  suspension_kind?: string | null; review_on?: string | null
  /** the order of another system it is: its own number and clock; `due` and `warn` are the earlier of both clocks */
  outside?: OutsideRef | null
}
export interface OutsideRef { system: string; name: string; number: string; due: Instant | null; answered_at: Instant | null; tone: Tone }
export interface Assist {
  id: Uuid; kind: 'assist' | 'hard' | 'joint' | 'urgent'; unit_name: string | null; state: string; due: Instant | null; overdue: boolean; asked_at: Instant; asked_by: string
  arrived_at: Instant | null; arrived_by: string | null; distance_m: number | null; reason: string | null; result: string | null; score: Score | null; version: number; actions: ActionView[]
}
export interface AssistRow extends Assist { incident: Uuid; incident_number: string; incident_state: string; matter_name: string; address: string }
/** What a unit handed on of its case: to a team or a person of its own, or by a one-time link to a firm. */
export interface Errand {
  id: Uuid; kind: 'team' | 'person' | 'firm'; state: string; hands: string | null; firm: string | null; contact: string | null; phone: string | null; mine: boolean
  asked_at: Instant; asked_by: string; due: Instant | null; opened_at: Instant | null; arrived_at: Instant | null; reported_at: Instant | null; closed_at: Instant | null
  text: string | null; result: string | null; version: number; steps: HistoryEntry[]; actions: ActionView[]
}
export interface Suspended { number: string; matter_name: string; cause_kind: string; review_on: string; unit_name: string | null; community: string; community_name: string; since: Instant | null }
export interface Supervision {
  id: Uuid; number: string; grade: 'ordinary' | 'important' | 'listed'; state: 'open' | 'answered' | 'settled'; unit_name: string | null; issued_at: Instant; issued_by: string
  due: Instant; overdue: boolean; answered_at: Instant | null; rejections: number
  incident: Uuid; incident_number: string; incident_state: string; matter_name: string; address: string
}
export interface Reporter { id: Uuid; name: string | null; phone: string | null; source: string; record?: Uuid; feedback_state: string; consent?: boolean; number?: string; follows?: boolean; wants_call?: boolean; reached?: boolean; attempts?: number; rating?: string | null }
/** A case merged into another, or the one it went into. */
export interface MergedCase { id: Uuid; number: string; title: string; address: string; reported_at: Instant; description: string | null; outside?: OutsideRef | null }
/** A case that may be about the same, and why: never who reported it or what they wrote. */
export interface Duplicate {
  id: Uuid; matter: { code: string; name: string }; place: string; state: IncidentState; distance_m: number; days: number; score: number; same_matter: boolean
  may_follow: boolean; reporters: number; reported_at: Instant; closed_at: Instant | null; number: string | null; address: string | null
}
export interface Involved { id?: Uuid; name: string; phone?: string; role: string }
export interface HistoryEntry {
  seq: number; at: Instant; action: string; from: string | null; to: string | null; who: string; unit_name: string | null
  note: string | null; fields: Record<string, unknown> | null
}
export interface ActionView {
  name: string; to: string; allowed: boolean; reason?: string | null; reason_text?: string | null; why?: string | null
  /** what must be filled, and what may be */
  fields: string[]; takes?: string[]
}
export interface ProgressStep { state: string; label: string; status: 'done' | 'now' | 'next' | 'skipped'; who: string | null; at: Instant | null; due: Instant | null }
export interface ClockDay { day: string; workday: boolean; makeup: boolean; counted_minutes: number; name: string | null }
export interface DeadlineClock {
  started: Instant; due: Instant; warn: Instant | null; counted_minutes: number; limit: Limit; strip: ClockDay[]; provisional: boolean
}
export interface Rating { score: Score; reasons: string[]; text: string | null; at: Instant }
export interface Incident extends IncidentRow {
  description: string | null; reporters_hidden?: boolean; reporters: Reporter[]; involved: Involved[]; attachments: Attachment[]
  history: HistoryEntry[]; actions: ActionView[]; progress: ProgressStep[]; clock: DeadlineClock | null; rating?: Rating | null
  assists?: Assist[]; may_ask_assist?: boolean
  errands?: Errand[]; may_hand_on?: boolean; may_ask_firm?: boolean
  /** where the rules of dispatch would send it, while it waits to be dispatched by the reader */
  proposal?: RoutingProposal | null
  separation: { duty: string; who: string }[]; outcome?: string | null; filing_standard?: string | null; closing_standard?: string | null
  merged?: MergedCase[]; merged_into?: MergedCase | null; first_asked?: string | null; first_asked_is_me?: boolean
}
export interface ReportPlace { lon: number; lat: number; system: CoordinateSystem; accuracy_m?: number; address: string }
export interface IncidentReport {
  id: Uuid; matter: string; description: string; place: ReportPlace; urgency: Urgency; source: string
  attachments: AttachmentRef[]; reporter?: { name: string; phone: string; consent: boolean; call_back?: boolean }
  involved?: { name: string; phone?: string; role: string }[]; self_handled: boolean; occurred_at?: Instant
}
/** What the server answers to a report: the number for life and the code one can say on the phone. */
export interface Receipt {
  id: Uuid; number: string; code: string; state: string; version?: number; grid: { code: string; name: string }; worker: { name: string; office_phone: string | null } | null
}
export interface IncidentPoint { number?: string; title?: string; id: Uuid; lon: number; lat: number; state: IncidentState; tone: Tone }
export interface IncidentCluster { code: string; name: string; lon: number; lat: number; count: number; overdue: number; soon: number }
export interface IncidentMap { points: IncidentPoint[]; clusters: IncidentCluster[] }
export type Tone = 'overdue' | 'soon' | 'normal'
export interface Workbench {
  counts: { key: string; count: number; overdue: number; view: Record<string, string> }[]
  next: IncidentRow[]; today: { working_minutes_left: number }; trend: { day: string; collected: number; closed: number }[]
}
export interface Rate { numerator: number; denominator: number; per_cent?: number | null }
export interface LoopFigures { from: string; to: string; closed: Rate; solved: Rate; satisfied: Rate; self_handled: number; cancelled: number; withdrawn?: number; merged?: number; followed?: number; unreachable?: number; spot_drawn?: number; spot_checked?: Rate; spot_rejected?: Rate }

// ---- the resident's side
export type Score = 'satisfied' | 'basically' | 'dissatisfied'
export interface PublicReport { id: Uuid; matter: string; description: string; place: ReportPlace; attachments: AttachmentRef[]; reporter?: { name: string; phone: string; consent: boolean } }
/** Who saw the same follows a case instead of reporting it again. */
export interface NewFollower { id: Uuid; incident: Uuid; text: string; attachments: AttachmentRef[]; reporter?: { name: string; phone: string; consent: boolean } }
export interface ResidentView {
  number: string; matter_name: string; reported_at: Instant; place: { address: string }; withdrawal_asked?: boolean; review_on?: string | null
  steps: { key: 'received' | 'assigned' | 'handling' | 'checking' | 'rating'; state: 'done' | 'now' | 'next'; at: Instant | null }[]
  answerable: string | null; due: Instant | null; overdue: boolean; photos: { digest: string; stage: Stage; media_type?: string; taken_at?: Instant | null; at: Instant | null }[]
  timeline: { at: Instant; text_key: string; by_unit: string | null; note: string | null }[]
  actions: ('rate' | 'withdraw' | 'add' | 'urge')[]; result: string | null; state?: string; rating?: string | null; grid?: { code: string; name: string }; merged_with?: string | null; others?: number
  worker?: { name: string; office_phone: string | null } | null
}

// ---- routing
export interface RoutingProposal {
  version: number; number: number; of: number; rule: Uuid | null; rule_name: string | null; unit: Uuid | null; unit_name: string | null
  person: Uuid | null; person_name: string | null; explanation: string; passed: { number: number; name: string; why: string; text: string }[]
}

// ---- notices
export interface Notice {
  id: Uuid; at: Instant; topic: string; text: string; subject: 'incident' | string; subject_id: string; details: Record<string, unknown>; read: boolean
}
