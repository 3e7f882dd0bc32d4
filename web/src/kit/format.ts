import { now } from './clock'
import { t } from './i18n'
import type { Remaining, Limit } from './api/types'

/** The city's time zone; a browser elsewhere still shows the city's clock. */
const zone = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', weekday: 'short', hourCycle: 'h23',
})
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

interface Local { year: number; month: number; day: number; time: string; weekday: number; days: number }

/** An instant on the city's calendar; `days` counts days since 1970 there. */
export function local(at: string | number | Date): Local {
  const found: Record<string, string> = {}
  for (const part of parts.formatToParts(new Date(at))) found[part.type] = part.value
  const year = Number(found.year), month = Number(found.month), day = Number(found.day)
  return { year, month, day, time: `${found.hour}:${found.minute}`, weekday: weekdays.indexOf(found.weekday!), days: Date.UTC(year, month - 1, day) / 86_400_000 }
}

const two = (n: number) => String(n).padStart(2, '0')

/** 2026-11-22 in the city's calendar. */
export function isoDay(at: string | number | Date): string {
  const l = local(at)
  return `${l.year}-${two(l.month)}-${two(l.day)}`
}

/** 2026年11月22日 14:05 */
export function dateTime(at: string | number | null | undefined): string {
  if (!at) return ''
  const l = local(at)
  return t('kit.time.full', { ...l })
}

/** 2026年11月22日 星期日 14:05 */
export function dayAndTime(at: number): string {
  return t('kit.time.day_and_time', { ...local(at), weekday: weekday(at) })
}

/** 2026年11月22日 */
export function date(at: string | number | null | undefined): string {
  if (!at) return ''
  return t('kit.time.date', { ...local(at) })
}

/** 11月22日 14:05, as residents read it. */
export function monthDayTime(at: string | number | null | undefined): string {
  if (!at) return ''
  return t('kit.time.month_day_time', { ...local(at) })
}

export function monthDay(at: string | number): string {
  return t('kit.time.month_day', { ...local(at) })
}

export function weekday(at: string | number): string {
  return t(`kit.time.weekday.${local(at).weekday}`)
}

export function timeOf(at: string | number): string {
  return local(at).time
}

/** Near days in words, far ones in figures: 今天 13:52 · 昨天 16:20 · 11-22 10:42 · 2025-11-22. */
export function near(at: string | number | null | undefined): string {
  if (!at) return ''
  const l = local(at), today = local(now.value)
  const gap = l.days - today.days
  if (gap === 0) return t('kit.time.today', { time: l.time })
  if (gap === -1) return t('kit.time.yesterday', { time: l.time })
  if (gap === 1) return t('kit.time.tomorrow', { time: l.time })
  if (l.year === today.year || Math.abs(gap) < 60) return `${two(l.month)}-${two(l.day)} ${l.time}`
  return `${l.year}-${two(l.month)}-${two(l.day)}`
}

type Whole = (n: number) => number
const workingDay = 420 // minutes

/** How long a span of `minutes` is, in the clock it was counted on: 40分钟 · 3工作时 · 2工作日 · 5小时 · 3天. */
export function span(minutes: number, unit: 'working' | 'natural', hours: Whole = Math.floor, days: Whole = Math.floor): string {
  const m = Math.abs(Math.round(minutes))
  if (m < 60) return t('kit.span.minutes', { n: m })
  if (unit === 'working') return m < 2 * workingDay ? t('kit.span.working_hours', { n: hours(m / 60) }) : t('kit.span.working_days', { n: days(m / workingDay) })
  return m < 48 * 60 ? t('kit.span.hours', { n: hours(m / 60) }) : t('kit.span.days', { n: days(m / 1440) })
}

/**
 * What is left of a limit as people count it: a day begun is still a day (剩 3工作日 while the third working day has not
 * ended), hours to the nearest. What is overdue counts only when it is full.
 */
export function remainingSpan(remaining: Remaining | null | undefined): string {
  if (!remaining) return ''
  return remaining.minutes < 0 ? span(remaining.minutes, remaining.unit) : span(remaining.minutes, remaining.unit, Math.round, Math.ceil)
}

/** A legal limit: 2工作日 · 4工作时 · 24小时. */
export function limitText(limit: Limit | null | undefined): string {
  return limit ? t(`kit.limit.${limit.unit}`, { n: limit.count }) : ''
}

/** Hours and minutes of a count of minutes, as a clock strip shows them: 7:00. */
export function hoursMinutes(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${two(Math.round(minutes % 60))}`
}

/** 274816 → 274 816: easier to say on the phone. */
export function sayCode(code: string | null | undefined): string {
  return (code ?? '').replace(/(\d{3})(?=\d)/g, '$1 ')
}

/** 205 minutes: 3 小时 25 分. */
export function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60), rest = Math.round(minutes % 60)
  return [hours && t('kit.span.hours_part', { n: hours }), (rest || !hours) && t('kit.span.minutes_part', { n: rest })].filter(Boolean).join(' ')
}

export function metres(m: number): string {
  return m < 1000 ? t('kit.distance.metres', { n: Math.round(m) }) : t('kit.distance.kilometres', { n: (m / 1000).toFixed(1) })
}

export function count(n: number | null | undefined): string {
  return n == null ? '' : n.toLocaleString('zh-CN')
}
