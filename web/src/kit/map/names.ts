import { get } from '../api/http'
import type { Division } from '../api/types'
import { t } from '../i18n'

export interface Label { name: string; lon: number; lat: number; strong?: boolean }
type Box = [number, number, number, number]

const known = new Map<string, Promise<Division[]>>()
/** The parts of a division, asked for once. */
function partsOf(code: string): Promise<Division[]> {
  let parts = known.get(code)
  if (!parts) {
    parts = get<{ items: Division[] }>('/divisions', { parent: code }).then(found => found.items).catch(() => { known.delete(code); return [] })
    known.set(code, parts)
  }
  return parts
}
const inSight = (division: Division, [w, s, e, n]: Box) => division.bounds.length === 4 && division.bounds[0] <= e && division.bounds[2] >= w && division.bounds[1] <= n && division.bounds[3] >= s
const asLabel = (strong: boolean) => (division: Division): Label[] => (division.centre ? [{ name: strong ? division.name : short(division.name), ...division.centre, strong }] : [])

/** A division's name without the word for its kind: the map says by place what it is. */
export function short(name: string): string {
  const ending = t('kit.map.endings').split(' ').find(word => name.endsWith(word) && name.length > word.length + 1)
  return ending ? name.slice(0, -ending.length) : name
}

/** What to write on a map: two levels at a time, the upper one quietly, finer as one comes nearer. */
export async function namesIn(city: string, box: Box, zoom: number): Promise<Label[]> {
  const districts = (await partsOf(city)).filter(division => inSight(division, box))
  if (zoom < 10.3) return districts.flatMap(asLabel(false))
  const streets = (await Promise.all(districts.map(division => partsOf(division.code)))).flat().filter(division => inSight(division, box))
  if (zoom < 12.6) return [...districts.flatMap(asLabel(true)), ...streets.flatMap(asLabel(false))]
  const communities = (await Promise.all(streets.map(division => partsOf(division.code)))).flat().filter(division => inSight(division, box))
  if (zoom < 15) return [...streets.flatMap(asLabel(true)), ...communities.flatMap(asLabel(false))]
  const grids = (await Promise.all(communities.map(division => partsOf(division.code)))).flat().filter(division => inSight(division, box))
  return [...communities.flatMap(asLabel(true)), ...grids.flatMap(asLabel(false))]
}
