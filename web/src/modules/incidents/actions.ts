import type { ActionView, Incident } from '@/kit/api/types'
import type { IconName } from '@/kit/icons'

export type FieldName =
  | 'reason' | 'note' | 'text' | 'unit' | 'limit' | 'matter' | 'urgency' | 'result' | 'clause' | 'attachments' | 'reached' | 'at' | 'cause' | 'review_on' | 'place'
interface Form { fields: FieldName[]; optional?: FieldName[]; icon: IconName; danger?: boolean }

/** What each step of the life cycle asks for; the server says which of these it cannot do without. */
const forms: Record<string, Form> = {
  acknowledge: { fields: [], icon: 'check' },
  submit: { fields: [], optional: ['note'], icon: 'send' },
  self_handle: { fields: ['attachments'], optional: ['note'], icon: 'done' },
  accept: { fields: [], optional: ['matter', 'urgency', 'note'], icon: 'inbox' },
  return_to_collector: { fields: ['reason'], icon: 'undo' },
  resubmit: { fields: [], optional: ['note', 'attachments'], icon: 'send' },
  cancel: { fields: ['reason'], icon: 'x', danger: true },
  dispatch: { fields: ['unit'], optional: ['limit', 'note'], icon: 'send' },
  sign: { fields: [], icon: 'check' },
  return_to_centre: { fields: ['reason'], optional: ['clause'], icon: 'undo' },
  report_done: { fields: ['result', 'attachments'], icon: 'verify' },
  suspend: { fields: ['cause', 'review_on'], icon: 'pause' },
  resume: { fields: [], icon: 'play' },
  pass: { fields: ['note', 'attachments'], optional: ['place'], icon: 'verify' },
  fail: { fields: ['reason', 'attachments'], icon: 'undo', danger: true },
  record_attempt: { fields: ['reached'], optional: ['at', 'note'], icon: 'phone' },
  feed_back: { fields: ['note'], icon: 'check' },
  rework: { fields: ['reason'], icon: 'undo' },
  explain: { fields: ['note'], icon: 'more' },
  note: { fields: ['text'], icon: 'more' },
}
const known = new Set<string>(['reason', 'note', 'text', 'unit', 'limit', 'matter', 'urgency', 'result', 'clause', 'attachments', 'reached', 'at', 'cause', 'review_on', 'place'])

/** Which fields to show for an action, in the form's order, and which of them must be filled. */
export function formOf(action: ActionView): { fields: FieldName[]; needed: Set<FieldName>; icon: IconName; danger: boolean } {
  const form = forms[action.name] ?? { fields: [], icon: 'go' as const }
  const asked = action.fields.map(name => name.replace(/\?$/, '')).filter((name): name is FieldName => known.has(name))
  const fields = [...new Set([...form.fields, ...asked, ...(form.optional ?? [])])]
  const optional = new Set(action.fields.filter(name => name.endsWith('?')).map(name => name.slice(0, -1)))
  return { fields, needed: new Set([...form.fields, ...asked].filter(name => !optional.has(name) && !form.optional?.includes(name))), icon: form.icon, danger: !!form.danger }
}

/** Steps of timers and of the reporter: not for staff to press, so they are not listed as "not allowed" either. */
const notForStaff = new Set(['escalate', 'close_unrated', 'rate', 'withdraw'])
const asides = new Set(['note', 'cancel', 'record_attempt', 'suspend'])

/** Allowed steps, the one that moves the case first; and those not allowed, each with its reason. */
export function splitActions(incident: Incident) {
  const shown = incident.actions.filter(action => !notForStaff.has(action.name) || action.allowed)
  const allowed = shown.filter(action => action.allowed).sort((a, b) => Number(asides.has(a.name)) - Number(asides.has(b.name)))
  return { allowed, denied: shown.filter(action => !action.allowed) }
}
export const isAside = (action: ActionView) => asides.has(action.name)
