import { call, fetchFile, get, post } from '@/kit/api/http'
import type { Attachment, Instant, Limit, Page, Uuid } from '@/kit/api/types'

export type Post = 'leader' | 'officer'
export interface Shift { id: Uuid; unit: Uuid; unit_name: string | null; post: Post; person: Uuid; display: string; starts_at: Instant; ends_at: Instant; away: boolean }
export interface DutyUnit { id: Uuid; name: string; kind: string; kind_name: string; on_duty: Shift[]; mine: boolean }
export interface Roster {
  unit: Uuid; unit_name: string; from: string; mine: boolean
  days: { day: string; workday: boolean; name: string }[]
  shifts: Shift[]
  gaps: { post: Post; from: Instant; to: Instant }[]
  staff: { person: Uuid; display: string; leads: boolean; roles: string[] }[]
  templates: { name: string; from: string; to: string }[]
}
/** Who answers for a grid: its A role, or the B role while A is on leave. */
export interface GridRole {
  grid: string; name: string; a: Uuid | null; a_name: string | null; b: Uuid | null; b_name: string | null
  leave: Uuid | null; leave_from: string | null; leave_to: string | null; b_away: boolean
  answers: Uuid | null; answers_name: string | null; mine: boolean; gap: 'no_deputy' | 'both_away' | 'nobody' | null
}
export interface Candidate { person: Uuid; display: string; grid: string; grid_name: string }
export interface Leave { id: Uuid; person: Uuid; display: string; kind: 'annual' | 'sick' | 'official' | 'other'; from: string; to: string }
export interface Call { at: Instant; incident: Uuid; number: string; matter: string; matter_name: string; action: string; post: string; display: string; area_name: string }
export interface DutyNow { at: Instant; off_hours: boolean; mine: Shift[]; on_duty: Shift[]; leaders: Shift[]; grids: GridRole[]; calls: Call[]; file_within: Limit }
export interface UrgentMatter { incident: Uuid; number: string; matter_name: string; urgency: string; state: string; address: string; unit_name: string | null; due: Instant | null; overdue: boolean; absent: number }
export interface Sheet { reported: number; reported_urgent: number; closed: number; urgent: UrgentMatter[]; calls: Call[] }
export interface Handover { id: Uuid; unit: Uuid; unit_name: string; from: Instant; to: Instant; by: string; notes: string | null; taken_at: Instant | null; taken_by: string | null; sheet: Sheet | null; may_take: boolean }
/** What was done first in an urgent case, filed afterwards. */
export interface AfterOrder {
  id: Uuid; incident: Uuid; number: string; matter_name: string; state: 'filed' | 'allowed' | 'rechecked' | 'denied' | 'unfounded'
  by: string; allowed_by: string; acted_at: Instant; filed_at: Instant; late: boolean; due: Instant | null; overdue: boolean; version: number
  result: string | null; late_reason: string | null; note: string | null; attachments: Attachment[]
  actions: { action: string; allowed: boolean; reason_text: string | null; needs: string[]; takes: string[] }[]
}

export const readNow = (signal?: AbortSignal) => get<DutyNow>('/duty/now', {}, signal)
export const listDutyUnits = (after = '', signal?: AbortSignal) => get<Page<DutyUnit>>('/duty/units', { after, limit: 200 }, signal)
export const readRoster = (unit: Uuid, from: string, signal?: AbortSignal) => get<Roster>('/duty/roster', { unit, from }, signal)
export const enterShift = (given: { id: Uuid; unit: Uuid; post: Post; person: Uuid; starts_at: Instant; ends_at: Instant }) => post<Shift>('/duty/shifts', given)
export const endShift = (id: Uuid) => call<void>('DELETE', `/duty/shifts/${id}`)
export const copyWeek = (given: { id: Uuid; unit: Uuid; from: string; to: string }) => post<{ copied: number; skipped: { display: string; why: string; text: string; starts_at: Instant }[] }>('/duty/copies', given)
export const listGridRoles = async (scope: string, signal?: AbortSignal) => (await get<Page<GridRole>>('/duty/grids', { scope }, signal)).items
export const listCandidates = async (grid: string, signal?: AbortSignal) => (await get<Page<Candidate>>(`/duty/grids/${grid}/candidates`, {}, signal)).items
export const setDeputy = (grid: string, given: { id: Uuid; person: Uuid }) => post<GridRole>(`/duty/grids/${grid}/deputy`, given)
export const listLeaves = async (signal?: AbortSignal) => (await get<Page<Leave>>('/duty/leaves', {}, signal)).items
export const enterLeave = (given: Omit<Leave, 'display'>) => post<Leave>('/duty/leaves', given)
export const endLeave = (id: Uuid) => call<void>('DELETE', `/duty/leaves/${id}`)
export const draftHandover = (unit: Uuid, signal?: AbortSignal) => get<Handover>('/duty/handover-draft', { unit }, signal)
export const listHandovers = (unit: Uuid, after: string, signal?: AbortSignal) => get<Page<Handover>>('/duty/handovers', { unit, after, limit: 20 }, signal)
export const readHandover = (id: Uuid, signal?: AbortSignal) => get<Handover>(`/duty/handovers/${id}`, {}, signal)
export const writeHandover = (given: { id: Uuid; unit: Uuid; notes: string }) => post<Handover>('/duty/handovers', given)
export const takeHandover = (id: Uuid, given: { id: Uuid }) => post<Handover>(`/duty/handovers/${id}/signature`, given)
/** The sheet as PDF; each call is a print of its own with a number. */
export const printHandover = (id: Uuid, given: { id: Uuid }) => fetchFile('POST', `/duty/handovers/${id}/prints`, { body: given })
export const listOrders = (query: { open?: boolean; after?: string }, signal?: AbortSignal) => get<Page<AfterOrder>>('/after-orders', { ...query, limit: 50 }, signal)
export const listOrdersOf = async (incident: Uuid, signal?: AbortSignal) => (await get<Page<AfterOrder>>(`/incidents/${incident}/after-orders`, {}, signal)).items
export const actOnOrder = (order: Uuid, act: { id: Uuid; action: string; version: number; fields: Record<string, unknown> }) => post<AfterOrder>(`/after-orders/${order}/actions`, act)
