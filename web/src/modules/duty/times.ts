import type { Limit } from '@/kit/api/types'
import { isoDay, local, timeOf, weekday } from '@/kit/format'

const day = 86_400_000
/** The city's wall clock as an instant; the city keeps one offset all year. */
export const instantOf = (date: string, clock: string) => new Date(`${date}T${clock}:00+08:00`).toISOString().replace('.000Z', 'Z')
/** So many days after a day. */
export const plusDays = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
/** The Monday on or before a moment. */
export const mondayOf = (at: number) => plusDays(isoDay(at), -((local(at).weekday + 6) % 7))
/** From when to when, naming the day of the end where it is another. */
export function hours(from: string, to: string): string {
  const same = isoDay(from) === isoDay(to)
  return `${timeOf(from)}–${same ? '' : `${weekday(to)} `}${timeOf(to)}`
}
/** A length of natural time in milliseconds; endless for working time, which only the server's calendar counts. */
export function span(limit: Limit | undefined): number {
  return limit?.unit === 'natural_hours' ? limit.count * 3_600_000 : limit?.unit === 'natural_minutes' ? limit.count * 60_000 : Infinity
}
