import { readExif, withExif } from '@/kit/exif'
import { dateTime } from '@/kit/format'
import { t } from '@/kit/i18n'
import type { Shot } from '@/kit/photo'
import { herePosition } from '@/kit/position'
import { me } from '@/kit/session'
import type { Origin } from '@/modules/photos/api'

const patience = 1500

let place: { lon: number; lat: number; name: string } | undefined
/** Where the phone was last seen and what is there, for the line on the next picture. */
export function rememberPlace(lon: number, lat: number, name: string) { place = { lon, lat, name } }

/** The lines drawn on a picture: when by the server's clock, who, where. A gallery picture says so and its own time. */
export function linesOf(shot: Pick<Shot, 'takenAt' | 'lon' | 'lat'>, origin: Origin, where: typeof place, who: string, now: number): string[] {
  const at = shot.lon !== undefined && shot.lat !== undefined ? { lon: shot.lon, lat: shot.lat, name: origin === 'camera' ? where?.name ?? '' : '' } : origin === 'camera' ? where : undefined
  const time = origin === 'camera' ? dateTime(now) : t('photos.stamp.gallery', { time: dateTime(shot.takenAt) })
  return [`${time}  ${who}`, at ? `${at.name} ${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`.trim() : t('photos.stamp.no_place')]
}

/** A copy of the picture, taken in at `now`, with its lines along the lower edge; as it is where it can't be decoded. */
export async function stamped(shot: Pick<Shot, 'blob' | 'takenAt' | 'lon' | 'lat'>, origin: Origin, now: number): Promise<Blob> {
  if (!place && origin === 'camera') await herePosition(patience).then(found => rememberPlace(found.lon, found.lat, '')).catch(() => {})
  try {
    const picture = await createImageBitmap(shot.blob)
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    const ink = canvas.getContext('2d')!
    ink.drawImage(picture, 0, 0)
    picture.close()
    const size = Math.max(14, Math.round(Math.max(canvas.width, canvas.height) / 42)), lines = linesOf(shot, origin, place, me.value?.display ?? '', now)
    ink.font = `${size}px sans-serif`
    ink.fillStyle = 'rgba(0, 0, 0, 0.55)'
    ink.fillRect(0, canvas.height - size * 1.5 * lines.length - size * 0.5, canvas.width, size * 1.5 * lines.length + size * 0.5)
    ink.fillStyle = '#fff'
    lines.forEach((line, index) => ink.fillText(line, size * 0.6, canvas.height - size * 1.5 * (lines.length - 1 - index) - size * 0.6, canvas.width - size))
    const drawn = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.85))
    if (!drawn) return shot.blob
    const exif = shot.blob.type === 'image/jpeg' ? readExif(await shot.blob.arrayBuffer()) : undefined
    return exif ? withExif(await drawn.arrayBuffer(), exif.segment) : drawn
  } catch { return shot.blob }
}
