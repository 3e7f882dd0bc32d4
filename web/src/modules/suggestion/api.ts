import { get, post } from '@/kit/api/http'
import type { Instant, Uuid } from '@/kit/api/types'

export interface Guess { matter: string; name: string; percent: number }
/** `declined`: the instance has not learned enough, and says nothing at all. */
export interface Suggestion { outcome: 'matters' | 'unknown' | 'declined'; items: Guess[] }
export interface MatterScore { matter: string; name: string; cases: number; answered: number; right: number }
export interface Model {
  standing: 'none' | 'demo' | 'too_few' | 'not_good_enough' | 'ready'; at: Instant | null; since: Instant | null; until: Instant | null; demo: boolean
  cases: number; cases_needed: number; cases_per_matter: number; right_percent: number; answered_percent: number
  folds: number; judged: number; answered: number; right: number; within_three: number; most_frequent: number; threshold_percent: number
  later_cases: number; later_answered: number; later_right: number; matters: MatterScore[]
}
export const suggestMatter = (text: string) => post<Suggestion>('/suggestions', { text })
export const readModel = (signal?: AbortSignal) => get<Model>('/suggestions/model', undefined, signal)
export const train = (id: Uuid) => post<{ id: Uuid }>('/suggestions/trainings', { id })
