import { get, post } from '@/kit/api/http'
import type { Instant, Page, RoutingProposal, Uuid } from '@/kit/api/types'

export interface RuleAnswer { name: string; values: string[] }
/** A rule as the server takes it; an empty condition holds always. */
export interface Rule {
  id: Uuid; name: string; matter: string; area: string; when: 'always' | 'working' | 'off'; weekdays: number[]; from: string; to: string
  answers: RuleAnswer[]; unit: Uuid | null; unit_kind: string; person: Uuid | null; enabled: boolean; note: string; precedent: Uuid | null
}
/** With what the server says about it; a rule of the own draft has none of that yet. */
export interface ShownRule extends Rule {
  stale?: '' | 'matter_gone' | 'area_gone' | 'unit_closed' | 'person_left'; number?: number; conditions?: string; mine?: boolean
  matter_name?: string | null; area_name?: string | null; unit_name?: string | null; unit_kind_name?: string | null; person_name?: string | null
}
export interface AnswerChoice { name: string; label: string; values: { value: string; label: string }[] }
export interface RuleSet {
  version: number; current: boolean; at: Instant | null; by: string | null; note: string; example: boolean
  rules: ShownRule[]; answers: AnswerChoice[]; unit_kinds: { value: string; label: string }[]
}
export interface RuleVersion { version: number; at: Instant; by: string | null; note: string; count: number }
export interface Rehearsal {
  cases: number; elsewhere: number; otherwise: number
  differences: { id: Uuid; number: string; matter_name: string; area_name: string; at: Instant; sent_to: string | null; in_force: string | null; draft: string | null; explanation: string }[]
}
export interface Precedent {
  id: Uuid; case_id: Uuid; number: string; matter: string; matter_name: string; area: string; area_name: string; state: 'open' | 'adopted' | 'dismissed'
  unit: Uuid; unit_name: string; at: Instant; decided_at: Instant | null; decided_by: string | null; reason: string | null; mine: boolean
}
export interface Trial { matter: string; area: string; at?: Instant; answers: { name: string; value: string }[]; rules?: Rule[] }

export const readRules = (version?: number, signal?: AbortSignal) => get<RuleSet>('/routing/rules', { version }, signal)
export const publishRules = (given: { id: Uuid; version: number; note: string; rules: Rule[] }) => post<RuleSet>('/routing/rules', given)
export const listVersions = (after: string, signal?: AbortSignal) => get<Page<RuleVersion>>('/routing/versions', { after, limit: 50 }, signal)
export const tryRules = (trial: Trial) => post<RoutingProposal>('/routing/trials', trial)
export const rehearseRules = (rules: Rule[], cases: number) => post<Rehearsal>('/routing/rehearsals', { cases, rules })
export const listHandlers = async (unit: Uuid, signal?: AbortSignal) => (await get<Page<{ id: Uuid; display: string }>>('/routing/handlers', { unit }, signal)).items
export const listPrecedents = (query: { state?: string; after?: string }, signal?: AbortSignal) => get<Page<Precedent>>('/routing/precedents', { ...query, limit: 50 }, signal)
export const dismissPrecedent = (id: Uuid, given: { id: Uuid; reason: string }) => post<Precedent>(`/routing/precedents/${id}/dismissal`, given)
