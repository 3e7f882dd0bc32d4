import { prepare, type Shot } from '@/kit/photo'
import type { Origin, PhotoUse } from '@/modules/photos/api'
import { drawnBlob, keep, online, originOfKept, usesOf } from './outbox'

/** A picture taken in on this phone; `name` stands in for its digest until the server has it. */
export interface Taken { name: string; takenAt: string; url: string; origin?: Origin; uses?: PhotoUse[] }

/** What is heard of a picture after it was taken in: its lines are drawn, or it was used before. */
export interface News { drawn: (name: string, blob: Blob | undefined) => void; used: (name: string, uses: PhotoUse[]) => void }

/** Takes a picture in: it is kept at once; the rest follows, its earlier uses where there is a network, else when it is sent. */
export async function takeIn(file: File, news: News): Promise<{ shot: Shot; photo: Taken }> {
  const shot = await prepare(file), name = await keep(shot), origin = await originOfKept(name)
  void drawnBlob(name).then(blob => news.drawn(name, blob))
  if (online.value) void usesOf(name).then(uses => news.used(name, uses)).catch(() => {})
  return { shot, photo: { name, takenAt: shot.takenAt, url: URL.createObjectURL(shot.blob), ...(origin && { origin }) } }
}
