import { serverNow } from '@/kit/clock'
import type { Shot } from '@/kit/photo'
import type { Origin, PhotoRules } from '@/modules/photos/api'

/** The city's word on when a picture is from the gallery; until it is known, none is. */
let freshFor: number | undefined
export function rememberRules(rules: PhotoRules | undefined) { if (rules) freshFor = rules.gallery_after_minutes * 60_000 }

/** Whether a picture taken in now was taken on the spot, or was there before. */
export const originOf = (shot: Pick<Shot, 'takenAt'>, now = serverNow()): Origin => (freshFor !== undefined && now - Date.parse(shot.takenAt) > freshFor ? 'gallery' : 'camera')
