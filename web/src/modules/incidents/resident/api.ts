import { get, post } from '@/kit/api/http'
import type { AttachmentRef, Catalogue, Instant, NewFollower, Page, Suspended, PublicReport, Receipt, ResidentView, Score } from '@/kit/api/types'

const path = (number: string) => `/public/reports/${encodeURIComponent(number)}`
/** What residents may report; at a place (a division code), what may be filed there today and where to turn with the rest. */
export const publicMatters = async (area?: string) => (await get<Catalogue>('/matters', { audience: 'resident', area })).items
export const reportPublicly = (report: PublicReport) => post<Receipt>('/public/reports', report)
export const followReport = (number: string, code: string) => get<ResidentView>(path(number), { code })
export const rateReport = (number: string, code: string, rating: { id: string; score: Score; reasons: string[]; text: string }) => post<ResidentView>(`${path(number)}/ratings`, rating, { code })
export const withdrawReport = (number: string, code: string, withdrawal: { id: string; reason: string }) => post<ResidentView>(`${path(number)}/withdrawal`, withdrawal, { code })
export const urgeReport = (number: string, code: string, urging: { id: string }) => post<ResidentView>(`${path(number)}/urgings`, urging, { code })
export const addToReport = (number: string, code: string, addition: { id: string; text: string; attachments: AttachmentRef[] }) => post<ResidentView>(`${path(number)}/additions`, addition, { code })
/** What is kept on the books, the next to be reviewed first. */
export const listSuspended = (after?: string) => get<Page<Suspended>>('/public/suspended', { after, limit: 50 })
/** A photo of the own report; number and code open it. */
export const photoUrl = (number: string, code: string, digest: string, copy: 'thumbnail' | 'served') => `/api/v1${path(number)}/files/${digest}?code=${encodeURIComponent(code)}&copy=${copy}`
export { findDuplicates } from '../api'
/** Instead of reporting again: an own code for the same case. */
export const followCase = (follower: NewFollower) => post<Receipt>('/public/followers', follower)

// ---- a firm's task, by its one-time link
export interface FirmTask {
  state: 'asked' | 'arrived' | 'reported'; number: string; matter_name: string; text: string; address: string; grid_name: string; lon: number; lat: number; unit_name: string | null
  due: Instant | null; expires: Instant; arrived_at: Instant | null; reported_at: Instant | null; result: string | null; photos: number
}
const firmTask = (token: string) => `/public/firm-tasks/${encodeURIComponent(token)}`
export const readFirmTask = (token: string) => get<FirmTask>(firmTask(token))
export const arriveByLink = (token: string, arrival: { id: string }) => post<FirmTask>(`${firmTask(token)}/arrival`, arrival)
export const reportByLink = (token: string, report: { id: string; result: string; photos: { digest: string; stage: string }[] }) => post<FirmTask>(`${firmTask(token)}/report`, report)
