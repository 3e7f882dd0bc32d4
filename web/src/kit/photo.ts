import { readExif, withExif } from './exif'
import { fromDevice, serverNow } from './clock'

/** A photo ready to be sent: at most 1600 px on its long side, with the time and place it was taken; `original` is the picture as it came. */
export interface Shot { blob: Blob; original?: File; takenAt: string; lon?: number; lat?: number }
const longest = 1600

/**
 * Makes a picture small enough for a bad network and keeps its Exif part. What is not a picture, or can't be decoded
 * here, goes as it is. The camera's own time wins; else the time of the file, unless it lies ahead of now.
 */
export async function prepare(file: File): Promise<Shot> {
  const fresh = new Date(serverNow()).toISOString()
  if (!file.type.startsWith('image/')) return { blob: file, takenAt: fresh }
  const exif = file.type === 'image/jpeg' ? readExif(await file.arrayBuffer()) : undefined
  const takenAt = exif?.takenAt ?? new Date(Math.min(fromDevice(file.lastModified || Date.now()), serverNow())).toISOString()
  const place = exif?.lon !== undefined && exif.lat !== undefined ? { lon: exif.lon, lat: exif.lat } : {}
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.82))
    if (!small) return { blob: file, original: file, takenAt, ...place }
    return { original: file, blob: exif ? withExif(await small.arrayBuffer(), exif.segment) : small, takenAt, ...place }
  } catch {
    return { blob: file, original: file, takenAt, ...place }
  }
}
