/** Reads time and place out of a JPEG's Exif part, and carries that part over to a smaller copy of the picture. */
export interface Exif { segment: Uint8Array<ArrayBuffer>; takenAt?: string; lon?: number; lat?: number }

const text = (view: DataView, at: number, length: number) => Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(at + i))).join('')

/** The APP1 "Exif" segment of a JPEG, marker included, or undefined. */
function findSegment(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!, size = bytes[at + 2]! * 256 + bytes[at + 3]!
    if (marker === 0xe1 && text(new DataView(bytes.buffer, bytes.byteOffset + at + 4), 0, 4) === 'Exif') return bytes.slice(at, at + 2 + size)
    if (marker === 0xda) return undefined
    at += 2 + size
  }
  return undefined
}

/** Undefined when there is no Exif part. Sets the orientation of the returned segment to upright. */
export function readExif(file: ArrayBuffer): Exif | undefined {
  const segment = findSegment(new Uint8Array(file))
  if (!segment) return undefined
  const exif: Exif = { segment }
  try { readTags(exif) } catch { /* a damaged part: the picture itself is fine */ }
  return exif
}

function readTags(exif: Exif) {
  const start = 10 // marker, size, "Exif\0\0"
  const view = new DataView(exif.segment.buffer, start)
  const little = text(view, 0, 2) === 'II'
  const u16 = (at: number) => view.getUint16(at, little), u32 = (at: number) => view.getUint32(at, little)
  const entries = (at: number) => new Map(Array.from({ length: u16(at) }, (_, i) => [u16(at + 2 + 12 * i), at + 2 + 12 * i + 8] as const))
  const main = entries(u32(4))
  if (main.has(0x0112)) view.setUint16(main.get(0x0112)!, 1, little)
  const sub = main.has(0x8769) ? entries(u32(main.get(0x8769)!)) : new Map<number, number>()
  const time = sub.get(0x9003) ?? main.get(0x0132)
  if (time !== undefined) {
    const found = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text(view, u32(time), 19))
    const offset = sub.get(0x9011)
    const zone = offset === undefined ? '' : /^[+-]\d\d:\d\d/.exec(text(view, u32(offset), 6))?.[0]
    if (found) exif.takenAt = new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}${zone || '+08:00'}`).toISOString()
  }
  const gps = main.has(0x8825) ? entries(u32(main.get(0x8825)!)) : undefined
  const degrees = (tag: number, reference: number) => {
    const at = gps?.get(tag), sign = gps?.get(reference)
    if (at === undefined) return undefined
    const [d, m, s] = [0, 1, 2].map(i => u32(u32(at) + 8 * i) / Math.max(1, u32(u32(at) + 8 * i + 4)))
    const value = d! + m! / 60 + s! / 3600
    return sign !== undefined && 'SW'.includes(text(view, sign, 1)) ? -value : value
  }
  exif.lat = degrees(2, 1)
  exif.lon = degrees(4, 3)
}

/** The same JPEG with `segment` as its Exif part. */
export function withExif(jpeg: ArrayBuffer, segment: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)], { type: 'image/jpeg' })
}
