import { get, post } from '@/kit/api/http'
import type { Instant, Page } from '@/kit/api/types'
import { addTexts } from '@/kit/i18n'
import { uuid7 } from '@/kit/uuid'
import texts from '@/locale/zh-CN/photos.json'

addTexts({ photos: texts })

export type Origin = 'camera' | 'gallery'
/** An earlier case with the same picture (`same`) or one that looks the same; without number when it is out of reach. */
export interface PhotoUse { incident: string | null; number: string | null; at: Instant; same: boolean }
export interface FieldPhotoFacts { digest: string; origin: Origin; original: string | null; uses: PhotoUse[] }

/** What the city says of pictures, for the phone to judge by without a network. */
export interface PhotoRules { gallery_after_minutes: number }
export const readPhotoRules = () => get<PhotoRules>('/photo-rules')
/** Keeps origin and original of an uploaded picture, and says where it was used before. */
export const keepPhoto = (digest: string, origin: Origin, original?: string) => post<FieldPhotoFacts>('/photos', { id: uuid7(), digest, origin, ...(original && { original }) })
export const photosOf = async (incident: string, signal?: AbortSignal) => (await get<Page<FieldPhotoFacts>>(`/incidents/${incident}/photos`, undefined, signal)).items
