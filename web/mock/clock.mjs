// Time of the mock: starts where LINLI_MOCK_NOW says, or now. Working time: 08:30-12:00 and 14:00-17:30 on working days.
import { readFileSync } from 'node:fs'

const started = Date.now()
const base = Date.parse(process.env.LINLI_MOCK_NOW ?? '') || started
let shift = 0
export const now = () => base + (Date.now() - started) + shift
export const iso = (at = now()) => new Date(at).toISOString()
export const move = minutes => { shift += minutes * 60_000 }
export const resetClock = () => { shift = 0 }

const hour = 3_600_000, day = 24 * hour, east8 = 8 * hour
const special = new Map() // 2026-10-01 -> { name, off }
try {
  const file = readFileSync(new URL('../../reference/holidays-cn.csv', import.meta.url), 'utf8').trim().split('\n')
  const head = file[0].split(',')
  for (const line of file.slice(1)) {
    const row = Object.fromEntries(line.split(',').map((value, i) => [head[i], value]))
    special.set(row.date, { name: row.name, off: row.off === 'true' || row.off === '1' || row.kind === 'holiday' || row.is_off_day === 'true' })
  }
} catch { /* weekends only */ }

export const dayOf = at => new Date(at + east8).toISOString().slice(0, 10)
export const startOf = date => Date.parse(`${date}T00:00:00Z`) - east8
export function dayInfo(date) {
  const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
  const found = special.get(date)
  const off = found ? found.off : weekend
  return { workday: !off, makeup: !off && weekend, name: found?.name ?? null }
}
const windows = date => (dayInfo(date).workday ? [[8.5, 12], [14, 17.5]].map(([a, b]) => [startOf(date) + a * hour, startOf(date) + b * hour]) : [])
/** Working minutes between two instants. */
export function workingBetween(from, to) {
  if (to < from) return -workingBetween(to, from)
  let sum = 0
  for (let at = startOf(dayOf(from)); at < to; at += day) for (const [a, b] of windows(dayOf(at))) sum += Math.max(0, Math.min(b, to) - Math.max(a, from))
  return sum / 60_000
}
export function addWorking(from, minutes) {
  let left = minutes * 60_000
  for (let at = startOf(dayOf(from)); ; at += day) {
    for (const [a, b] of windows(dayOf(at))) {
      const start = Math.max(a, from)
      if (start >= b) continue
      if (left <= b - start) return start + left
      left -= b - start
    }
  }
}
export const limitMinutes = limit => limit.count * { working_days: 420, working_hours: 60, natural_days: 1440, natural_hours: 60, natural_minutes: 1 }[limit.unit]
export const isNatural = limit => limit.unit.startsWith('natural')
export const addLimit = (from, limit) => (isNatural(limit) ? from + limitMinutes(limit) * 60_000 : addWorking(from, limitMinutes(limit)))
export const between = (from, to, limit) => (isNatural(limit) ? (to - from) / 60_000 : workingBetween(from, to))
