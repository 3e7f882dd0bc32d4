import { fetchFile, get, post } from '@/kit/api/http'
import type { Instant, Page } from '@/kit/api/types'
import { addTexts } from '@/kit/i18n'
import { uuid7 } from '@/kit/uuid'
import texts from '@/locale/zh-CN/paper.json'

addTexts({ paper: texts })

export type PaperKind = 'dispatch_slip' | 'supervision_letter' | 'rectification_notice'
export interface Print {
  number: string; kind: PaperKind; at: Instant; by: string; signed_at: Instant | null; signed_by: string | null; signed_digest: string | null; addressee: string | null
}
export interface Notice { addressee: string; demand: string; until: string }

/** One paper of a case as PDF; each call is a print of its own with a number. */
export const printPaper = (incident: string, kind: PaperKind, more: Partial<Notice> & { letter?: string; contact_purpose?: string } = {}) =>
  fetchFile('POST', `/incidents/${incident}/prints`, { body: { id: uuid7(), kind, ...more } })
export const listPrints = async (incident: string, signal?: AbortSignal) => (await get<Page<Print>>(`/incidents/${incident}/prints`, undefined, signal)).items
/** Keeps the signed copy, uploaded before, with the case. */
export const keepSigned = async (incident: string, number: string, digest: string) => (await post<Page<Print>>(`/incidents/${incident}/prints/${number}/signed`, { id: uuid7(), digest })).items
