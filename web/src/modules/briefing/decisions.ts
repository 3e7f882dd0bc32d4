import type { ActionView, HistoryEntry, Incident } from '@/kit/api/types'
import { date, dateTime } from '@/kit/format'
import { t } from '@/kit/i18n'
import type { Today, WaitsFor } from './api'

/** By which act each thing is asked for, agreed to and refused. A ruling needs a unit and a clause: that is desk work. */
const acts: Record<WaitsFor, { asked: string; yes: string; no: string }> = {
  raise: { asked: 'ask_raise', yes: 'approve_raise', no: 'refuse_raise' },
  suspension: { asked: 'ask_suspension', yes: 'suspend', no: 'refuse_suspension' },
  supervision: { asked: 'answer_supervision', yes: 'settle_supervision', no: 'reject_answer' },
  review: { asked: 'suspend', yes: 'review', no: 'resume' },
  ruling: { asked: 'return_to_centre', yes: '', no: '' },
}

export interface Decision { what: WaitsFor; incident: Incident; asked?: HistoryEntry; yes?: ActionView; no?: ActionView }

/** What a leader may decide in a case, or undefined when the workflow offers nothing of it (another level's matter). */
export function decisionOf(what: WaitsFor, incident: Incident): Decision | undefined {
  const of = acts[what], may = (name: string) => incident.actions.find(action => action.name === name && action.allowed)
  const asked = [...incident.history].reverse().find(step => step.action === of.asked)
  const yes = may(of.yes), no = may(of.no)
  if (what === 'ruling') return may('rule_finally') ? { what, incident, ...(asked && { asked }) } : undefined
  return yes || no ? { what, incident, ...(asked && { asked }), ...(yes && { yes }), ...(no && { no }) } : undefined
}

/** What a yes to keeping a case on the books agrees to, beside the words of who asked: for what it waits, and until when. */
export function termsOf({ what, asked }: Decision): string {
  const { cause_kind: kind, review_on: day } = asked?.fields ?? {}
  return what === 'suspension' && kind && day ? t('briefing.terms', { kind: t(`incidents.form.causes.${String(kind)}`), day: date(String(day)) }) : ''
}

/** The form of a decision, its words as they stand in the sheet. What was asked for is what is agreed to. */
export function fieldsOf(decision: Decision, action: ActionView, words: string, day: string): Record<string, unknown> {
  const given = decision.asked?.fields ?? {}
  if (action.name === 'suspend') return { cause: decision.asked?.note ?? '', cause_kind: given.cause_kind, review_on: given.review_on, notice: words }
  if (action.name === 'review') return { note: words, review_on: day }
  const name = action.fields[0] ?? action.takes?.[0]
  return words && name ? { [name]: words } : {}
}

/** Words to begin with: the sheet is filled in, so that a second press is enough. */
export function firstWords(decision: Decision, action: ActionView): string {
  if (action.name === 'suspend') return t('briefing.words.suspend', { day: date(String(decision.asked?.fields?.review_on ?? '')) })
  return action.fields.length || action.name === 'resume' ? t(`briefing.words.${action.name}`) : ''
}

/** One text to forward: the numbers with their moment, the worst places, and what each number counts. */
export function sentence(today: Today): string {
  const worst = today.areas.filter(area => area.overdue).sort((a, b) => b.overdue - a.overdue).slice(0, 3)
  return [
    t('briefing.sentence.numbers', { ...today, scope: today.scope_name, at: dateTime(today.at) }),
    worst.length ? t('briefing.sentence.worst', { list: worst.map(area => t('briefing.sentence.area', { name: area.name, n: area.overdue })).join(t('kit.list')) }) : t('briefing.sentence.none'),
    t('briefing.sentence.definitions'),
  ].join('')
}
