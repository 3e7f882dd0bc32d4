import type { ActionView, Incident, Stage } from '@/kit/api/types'
import type { IconName } from '@/kit/icons'

/** Fields of the workflow's forms the pages know how to ask for. */
const known = ['unit', 'proper_unit', 'limit', 'extra', 'matter', 'urgency', 'grade', 'score', 'cause_kind', 'cause', 'review_on', 'into', 'person', 'reporter', 'reached', 'at', 'result', 'reason', 'clause', 'notice', 'pressed', 'note', 'text', 'description', 'attachments', 'place'] as const
export type FieldName = (typeof known)[number]

const icons: Record<string, IconName> = {
  acknowledge: 'check', submit: 'send', self_handle: 'done', accept: 'inbox', return_to_collector: 'undo', resubmit: 'send', cancel: 'x', dispatch: 'send', sign: 'check',
  return_to_centre: 'undo', report_done: 'verify', suspend: 'pause', resume: 'play', pass: 'verify', fail: 'undo', record_attempt: 'phone', feed_back: 'check', rework: 'undo',
  explain: 'more', note: 'more', ask_extension: 'clock', extend: 'clock', spot_check: 'verify', spot_reject: 'undo',
  grant_return: 'undo', refuse_return: 'x', rule_finally: 'verify', first_response: 'flag', ask_suspension: 'pause', refuse_suspension: 'x', review: 'clock', refuse_extension: 'x',
  ask_raise: 'send', approve_raise: 'check', refuse_raise: 'x', accept_raised: 'inbox', decline_raised: 'undo', send_down: 'send', sign_down: 'check',
  urge: 'urge', supervise: 'flag', answer_supervision: 'send', settle_supervision: 'verify', reject_answer: 'undo', confirm_withdrawal: 'undo', refuse_withdrawal: 'x',
  take_up: 'check', report_errand: 'verify', accept_errand: 'check', send_back_errand: 'undo', take_back: 'undo',
  merge: 'merge', unmerge: 'undo', hand_over: 'people', send_back: 'undo', answer_order: 'send',
}
/** Single keys of the steps a desk takes most; steps that share a letter are never open to one person at a time. */
const letters: Record<string, string> = {
  acknowledge: 'a', accept: 'a', accept_raised: 'a', sign: 'a', sign_down: 'a', dispatch: 'd', report_done: 'f', pass: 'p', fail: 'q', feed_back: 'f', record_attempt: 'c',
  return_to_collector: 'b', return_to_centre: 'b', grant_return: 'b', rule_finally: 'i', rework: 'q', explain: 'p', urge: 'u', supervise: 'v', note: 'm', suspend: 's', resume: 's', extend: 'y',
}
export const letterOf = (action: ActionView) => letters[action.name]
const dangerous = new Set(['cancel', 'send_back', 'fail', 'spot_reject'])

/** Which fields to show for an action, in one order everywhere, and which of them must be filled: the server says. */
export function formOf(action: ActionView): { fields: FieldName[]; needed: Set<FieldName>; icon: IconName; danger: boolean } {
  const asked = new Set([...action.fields, ...(action.takes ?? [])])
  if (asked.has('note') && !action.fields.includes('description')) asked.delete('description') // one place for words is enough
  return {
    fields: known.filter(name => asked.has(name)), needed: new Set(known.filter(name => action.fields.includes(name))),
    icon: icons[action.name] ?? 'go', danger: dangerous.has(action.name),
  }
}

/** What the photos of an action show; handling on the spot needs both before and after. */
export function stagesOf(action: ActionView): Stage[] {
  if (action.name === 'self_handle' || action.name === 'report_errand') return ['before', 'after']
  if (['pass', 'fail', 'spot_check', 'spot_reject'].includes(action.name)) return ['check']
  return action.name === 'report_done' ? ['after'] : ['before']
}

/** Steps of timers and of the reporter: not for staff to press, so they are not listed as "not allowed" either. */
const notForStaff = new Set(['escalate', 'close_unrated', 'rate', 'rate_along', 'withdraw', 'ask_withdrawal', 'add', 'warn_due', 'report_overdue'])
const asides = new Set(['note', 'send_back', 'answer_order', 'merge', 'hand_over', 'cancel', 'record_attempt', 'suspend', 'ask_extension', 'return_to_centre', 'ask_suspension', 'ask_raise', 'ask_joint', 'send_down', 'urge', 'supervise', 'refuse_extension', 'refuse_suspension', 'refuse_withdrawal', 'reject_answer'])
/** What can only be asked for or settled when it was asked: listed as "not allowed" it would only make noise. */
const onlyWhenAsked = new Set(['approve_raise', 'refuse_raise', 'refuse_suspension', 'extend', 'refuse_extension', 'confirm_withdrawal', 'refuse_withdrawal', 'answer_supervision', 'settle_supervision', 'reject_answer', 'rule_finally'])

/** Steps of orders of another system alone. */
const onlyOrders = new Set(['send_back', 'answer_order'])

/** Allowed steps, the one that moves the case first; and those not allowed, each with its reason. */
export function splitActions(incident: Incident) {
  const shown = incident.actions.filter(action => !notForStaff.has(action.name) && (incident.outside || !onlyOrders.has(action.name)))
  const allowed = shown.filter(action => action.allowed).sort((a, b) => Number(asides.has(a.name)) - Number(asides.has(b.name)))
  return { allowed, denied: shown.filter(action => !action.allowed && !(onlyWhenAsked.has(action.name) && action.reason !== 'separation')) }
}
export const isAside = (action: ActionView) => asides.has(action.name)
