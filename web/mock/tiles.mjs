// Mapbox vector tiles of one layer of polygons, encoded by hand: enough for pages to draw.
const extent = 4096
const varint = n => { const out = []; while (n > 127) { out.push((n & 127) | 128); n = Math.floor(n / 128) } out.push(n); return out }
const bytes = (field, data) => [...varint((field << 3) | 2), ...varint(data.length), ...data]
const uint = (field, n) => [...varint(field << 3), ...varint(n)]
const utf8 = new TextEncoder()
const zigzag = n => (n < 0 ? -2 * n - 1 : 2 * n)

export function project(lon, lat, z) {
  const size = 2 ** z, sin = Math.sin(lat * Math.PI / 180)
  return [(lon / 360 + 0.5) * size, (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size]
}
const clip = (ring, inside, cross) => ring.flatMap((point, i) => {
  const before = ring[(i + ring.length - 1) % ring.length], a = inside(before), b = inside(point)
  return a === b ? (b ? [point] : []) : b ? [cross(before, point), point] : [cross(before, point)]
})
function clipToTile(ring) {
  const low = -64, high = extent + 64
  for (const axis of [0, 1]) for (const [edge, sign] of [[low, 1], [high, -1]]) {
    ring = clip(ring, p => sign * (p[axis] - edge) >= 0, (p, q) => { const t = (edge - p[axis]) / (q[axis] - p[axis]); return [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])] })
  }
  return ring
}
function commands(rings) {
  const out = []
  let x = 0, y = 0
  for (const ring of rings) {
    const points = ring.map(p => [Math.round(p[0]), Math.round(p[1])]).filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1])
    if (points.length < 3) continue
    out.push(9, zigzag(points[0][0] - x), zigzag(points[0][1] - y), ((points.length - 1) << 3) | 2)
    for (let i = 1; i < points.length; i++) out.push(zigzag(points[i][0] - points[i - 1][0]), zigzag(points[i][1] - points[i - 1][1]));
    [x, y] = points.at(-1)
    out.push(15)
  }
  return out
}

/** `features`: { code, name, kind, rings: [[lon, lat]...][] , bounds }. */
export function tile(layer, features, z, tx, ty) {
  const keys = ['code', 'name', 'kind'], values = [], index = new Map(), encoded = []
  const valueOf = text => { if (!index.has(text)) { index.set(text, values.length); values.push(text) } return index.get(text) }
  for (const feature of features) {
    const rings = feature.rings.map(ring => clipToTile(ring.map(([lon, lat]) => { const [x, y] = project(lon, lat, z); return [(x - tx) * extent, (y - ty) * extent] }))).filter(ring => ring.length > 2)
    const geometry = commands(rings)
    if (!geometry.length) continue
    const tags = keys.flatMap((key, i) => (feature[key] ? [i, valueOf(feature[key])] : []))
    encoded.push(...bytes(2, [...bytes(2, tags.flatMap(varint)), ...uint(3, 3), ...bytes(4, geometry.flatMap(varint))]))
  }
  const body = [...uint(15, 2), ...bytes(1, utf8.encode(layer)), ...encoded, ...keys.flatMap(key => bytes(3, utf8.encode(key))), ...values.flatMap(text => bytes(4, bytes(1, utf8.encode(text)))), ...uint(5, extent)]
  return Buffer.from(bytes(3, body))
}
