// Divisions of the mock: real codes and district outlines, drawn streets, communities and grids in one district.
import { readFileSync } from 'node:fs'
import { random } from './random.mjs'

const reference = name => readFileSync(new URL(`../../reference/${name}`, import.meta.url), 'utf8')
export const home = '440104'
export const divisions = new Map() // code -> division with rings
const levels = { 4: 'city', 6: 'district', 9: 'street', 12: 'community', 15: 'grid' }

const boundsOf = rings => rings.flat().reduce(([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)], [180, 90, -180, -90])
export const inside = (x, y, ring) => { let hit = false; for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) { const [xi, yi] = ring[i], [xj, yj] = ring[j]; if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) hit = !hit } return hit }
function centroid(ring) {
  let a = 0, x = 0, y = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) { const c = ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]; a += c; x += (ring[j][0] + ring[i][0]) * c; y += (ring[j][1] + ring[i][1]) * c }
  return a ? [x / (3 * a), y / (3 * a)] : ring[0]
}
const half = (ring, [px, py], [qx, qy]) => { // keep what is nearer to p than to q
  const mx = (px + qx) / 2, my = (py + qy) / 2, dx = qx - px, dy = qy - py, side = ([x, y]) => (x - mx) * dx + (y - my) * dy
  return ring.flatMap((point, i) => { const before = ring[(i + ring.length - 1) % ring.length], a = side(before), b = side(point), cross = () => { const t = a / (a - b); return [before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])] }; return (a <= 0) === (b <= 0) ? (b <= 0 ? [point] : []) : b <= 0 ? [cross(), point] : [cross()] })
}
/** Cuts a ring into `n` cells around scattered points, evened out a little. */
function cells(ring, n, rng) {
  const [w, s, e, north] = boundsOf([ring])
  let seeds = []
  for (let tries = 0; seeds.length < n && tries < 20_000; tries++) { const p = [rng.between(w, e), rng.between(s, north)]; if (inside(...p, ring)) seeds.push(p) }
  let found = []
  for (let round = 0; round < 4; round++) {
    found = seeds.map(p => seeds.reduce((cell, q) => (p === q || cell.length < 3 ? cell : half(cell, p, q)), ring))
    seeds = found.map((cell, i) => (cell.length > 2 ? centroid(cell) : seeds[i]))
  }
  return found.map((cell, i) => ({ ring: cell, centre: seeds[i] }))
}
function add(code, name, rings, centre, kind = null, synthetic = code.length > 6) {
  divisions.set(code, { code, name, level: levels[code.length], kind, synthetic, rings, centre: { lon: centre[0], lat: centre[1] }, bounds: boundsOf(rings), valid_from: '2024-01-01', valid_to: null })
}

const names = reference('adcodes-4401.csv').trim().split('\n').slice(1).map(line => line.split(',')).map(([code, name]) => ({ code, name }))
const outlines = JSON.parse(reference('districts-4401.geojson')).features
const rng = random(440104)
for (const { id, properties, geometry } of outlines) add(String(id), properties.name, geometry.type === 'MultiPolygon' ? geometry.coordinates.map(polygon => polygon[0]) : [geometry.coordinates[0]], properties.cp)
add('4401', '广州市', [...divisions.values()].flatMap(d => d.rings), [113.4, 23.2])
const kinds = ['residential', 'residential', 'residential', 'unit', 'special']
for (const district of outlines) {
  const code = String(district.id), streets = names.filter(n => n.code.length === 9 && n.code.startsWith(code))
  const parent = divisions.get(code)
  if (code !== home) { for (const street of streets) { const [w, s, e, n] = parent.bounds, p = [rng.between(w, e), rng.between(s, n)]; add(street.code, street.name, [], p); divisions.get(street.code).bounds = parent.bounds } continue }
  for (const [i, cell] of cells(parent.rings[0], streets.length, rng).entries()) {
    const street = streets[i], communities = names.filter(n => n.code.length === 12 && n.code.startsWith(street.code))
    add(street.code, street.name, [cell.ring], cell.centre)
    for (const [k, part] of cells(cell.ring, communities.length, rng).entries()) {
      if (part.ring.length < 3) continue
      const community = communities[k], short = community.name.replace(/(社区)?居(民)?委(员)?会/u, '')
      add(community.code, community.name, [part.ring], part.centre)
      for (const [m, bit] of cells(part.ring, 5, rng).entries()) if (bit.ring.length > 2) add(`${community.code}${String(m + 1).padStart(3, '0')}`, `${short}第${m + 1}网格`, [bit.ring], bit.centre, kinds[m])
    }
  }
}

export const childrenOf = parent => [...divisions.values()].filter(d => d.code.startsWith(parent) && d.code.length === ({ 4: 6, 6: 9, 9: 12, 12: 15 })[parent.length])
export const pathOf = code => [4, 6, 9, 12, 15].filter(n => n <= code.length).map(n => divisions.get(code.slice(0, n))).filter(Boolean).map(({ code, name, level }) => ({ code, name, level }))
export const layer = level => [...divisions.values()].filter(d => d.level === level && d.rings.length)
const grids = layer('grid')
export const gridAt = (lon, lat) => grids.find(g => lon >= g.bounds[0] && lon <= g.bounds[2] && lat >= g.bounds[1] && lat <= g.bounds[3] && inside(lon, lat, g.rings[0])) ?? null
export const inCity = (lon, lat) => layer('district').some(d => d.rings.some(ring => inside(lon, lat, ring)))
export const publicDivision = ({ rings, ...rest }) => rest
export const outline = d => (d.rings.length === 1 ? { type: 'Polygon', coordinates: [[...d.rings[0], d.rings[0][0]]] } : { type: 'MultiPolygon', coordinates: d.rings.map(ring => [[...ring, ring[0]]]) })
