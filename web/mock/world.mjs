// Incidents of the mock and their life cycle. The rules are the product's in outline, so that pages can be tried.
import { randomUUID } from 'node:crypto'
import { addLimit, addWorking, between, dayInfo, dayOf, isNatural, iso, limitMinutes, now, startOf, workingBetween } from './clock.mjs'
import { divisions, gridAt, home, layer } from './city.mjs'
import { catalogue, matterOf } from './matters.mjs'
import { accounts, units } from './people.mjs'
import { random } from './random.mjs'

export class Refusal extends Error { constructor(status, code, title, extra = {}) { super(title); Object.assign(this, { status, code, title, extra }) } }
const wh = count => ({ count, unit: 'working_hours' }), wd = count => ({ count, unit: 'working_days' }), nh = count => ({ count, unit: 'natural_hours' })
/** Time a state may last; handling takes the matter's own. */
const limits = { reminded: nh(2), verifying: wh(4), collected: wh(1), returned: wd(1), accepted: wh(2), dispatched: wh(2), done: wh(7), checked: wd(1), fed_back: { count: 7, unit: 'natural_days' }, callback: wd(2) }
export const openStates = ['reminded', 'verifying', 'collected', 'returned', 'accepted', 'dispatched', 'handling', 'suspended', 'done', 'checked', 'fed_back', 'callback']
const flow = {
  acknowledge: { from: ['reminded'], to: 'verifying', roles: ['grid_worker'], fields: [] },
  submit: { from: ['verifying'], to: 'collected', roles: ['grid_worker'], fields: [], takes: ['description', 'attachments', 'note'], duty: 'collector' },
  self_handle: { from: ['verifying'], to: 'self_closed', roles: ['grid_worker'], fields: ['result', 'attachments'], guard: i => (!matterOf(i.matter.code)?.self_handled && ['not_on_self_list', '这个事项不在自处置清单上，请转为正式事件。']) || (i.repeat_count >= 3 && ['third_time', '同一地方第 3 次了，必须上报，由职能部门处理。']) },
  accept: { from: ['collected'], to: 'accepted', roles: ['dispatcher'], fields: [], takes: ['matter', 'urgency', 'note'] },
  return_to_collector: { from: ['collected'], to: 'returned', roles: ['dispatcher'], fields: ['reason'] },
  resubmit: { from: ['returned'], to: 'collected', roles: ['grid_worker'], fields: [], takes: ['description', 'attachments', 'note'] },
  cancel: { from: ['verifying', 'collected', 'returned'], to: 'cancelled', roles: ['dispatcher'], fields: ['reason'] },
  dispatch: { from: ['accepted'], to: 'dispatched', roles: ['dispatcher'], fields: ['unit'], takes: ['limit', 'note'], duty: 'dispatcher' },
  sign: { from: ['dispatched'], to: 'handling', roles: ['department'], fields: [], duty: 'handler', own: true },
  return_to_centre: { from: ['dispatched'], to: 'accepted', roles: ['department'], fields: ['reason'], takes: ['clause'], own: true },
  report_done: { from: ['handling'], to: 'done', roles: ['department'], fields: ['result', 'attachments'], duty: 'handler', own: true },
  suspend: { from: ['handling'], to: 'suspended', roles: ['leader'], fields: ['cause', 'review_on'] },
  resume: { from: ['suspended'], to: 'handling', roles: ['leader'], fields: [] },
  pass: { from: ['done'], to: 'checked', roles: ['checker'], fields: ['note'], takes: ['attachments', 'place'], duty: 'checker' },
  fail: { from: ['done'], to: 'handling', roles: ['checker'], fields: ['reason'], takes: ['attachments', 'place'], duty: 'checker' },
  record_attempt: { from: ['checked'], to: null, roles: ['dispatcher', 'caller'], fields: ['reached'], takes: ['at', 'note'] },
  feed_back: { from: ['checked'], to: 'fed_back', roles: ['dispatcher', 'caller'], fields: ['note'] },
  rework: { from: ['callback'], to: 'handling', roles: ['caller'], fields: ['reason'] },
  explain: { from: ['callback'], to: 'closed', roles: ['caller'], fields: ['note'] },
  note: { from: openStates, to: null, roles: ['grid_worker', 'dispatcher', 'department', 'checker', 'caller', 'leader'], fields: ['text'] },
}
const roleNames = { grid_worker: '网格员', dispatcher: '街道网格中心调度员', department: '处置单位', checker: '核查员', caller: '回访员', leader: '分管领导' }
const conflicts = { handler: ['collector', 'checker'], checker: ['collector', 'handler'] }
const dutyNames = { collector: '采集人', handler: '处置人', checker: '核查人', dispatcher: '调度员' }

export let incidents, notices, listeners = new Set(), numbers
const tell = incident => { for (const listener of listeners) listener('incident', { id: incident.id }) }
function notify(to, title, text, incident) {
  const notice = { id: randomUUID(), at: iso(), topic: 'incidents', text: text ? `${title}（${text}）` : title, subject: incident ? 'incident' : '', subject_id: incident?.id ?? '', details: {}, read: false, to }
  notices.unshift(notice)
  for (const listener of listeners) listener('notice', { id: notice.id, to })
}
const workers = accounts.filter(a => a.grants[0].role === 'grid_worker')
const role = who => who.grants[0].role

function enter(incident, state, at) {
  incident.state = state
  const limit = state === 'handling' ? (incident.limit ?? matterOf(incident.matter.code)?.limit ?? wd(2)) : limits[state]
  incident.clock_started = at
  incident.clock_limit = limit ?? null
  incident.due_at = limit && state !== 'suspended' ? addLimit(at, limit) : null
  incident.paused = state === 'suspended'
  incident.owner = {
    reminded: { unit_name: incident.community_name, person: '苏**' }, verifying: { unit_name: incident.community_name, person: '苏**' }, returned: { unit_name: incident.community_name, person: '苏**' },
    collected: { unit_name: `${incident.street_name}网格化管理中心`, person: null }, accepted: { unit_name: `${incident.street_name}网格化管理中心`, person: null },
    dispatched: { unit_name: incident.unit?.name, person: null }, handling: { unit_name: incident.unit?.name, person: incident.handler ?? null }, suspended: { unit_name: incident.unit?.name, person: '黎**' },
    done: { unit_name: `${incident.street_name}网格化管理中心`, person: null }, checked: { unit_name: `${incident.street_name}网格化管理中心`, person: null }, fed_back: { unit_name: null, person: '反映人' }, callback: { unit_name: '区回访组', person: null },
  }[state] ?? { unit_name: null, person: null }
}
function history(incident, action, from, to, who, note, fields, at = now()) {
  incident.version++
  incident.changed_at = at
  incident.history.push({ seq: incident.version, at: iso(at), action, from, to, who: who?.display ?? '系统', unit_name: who?.unit?.name ?? null, note: note ?? null, fields: fields ?? null })
}
export function create(report, who, at = now(), source = report.source ?? 'public') {
  const existing = incidents.find(i => i.id === report.id)
  if (existing) return existing
  const matter = matterOf(report.matter)
  const grid = gridAt(report.place.lon, report.place.lat)
  const errors = []
  if (!matter) errors.push({ field: 'matter', code: 'required', title: '请选一个事项。' })
  if (!grid) errors.push({ field: 'place', code: 'outside_city', title: '这个位置不在本市的网格里，请在地图上重新点。' })
  if (report.self_handled && matter && !matter.self_handled) throw new Refusal(422, 'self_handling_not_listed', `“${matter.name}”不在自处置清单，不能当场办结。请关掉“自处置”后上报。`)
  if (errors.length) throw new Refusal(422, 'invalid_input', '有几处要改一下', { errors })
  const near = incidents.filter(i => i.matter.code === matter.code && Math.hypot(i.place.lon - report.place.lon, i.place.lat - report.place.lat) < 0.0005)
  const repeat_count = near.length + 1
  if (report.self_handled && near.filter(i => i.self_handled).length >= 2) throw new Refusal(422, 'self_handling_repeat', '同一地点90天内已自处置2次，第3次须上报。请关掉“自处置”，由街道派单处理。')
  const day = dayOf(at).replaceAll('-', ''), street = divisions.get(grid.code.slice(0, 9)), community = divisions.get(grid.code.slice(0, 12))
  const incident = {
    id: report.id ?? randomUUID(), number: `E-${home}-${day}-${String(++numbers).padStart(6, '0')}`, code: String(100000 + (numbers * 74_821) % 900000), matter: { code: matter.code, name: matter.name }, title: report.title ?? matter.name, address: report.place.address || grid.name,
    scope_code: grid.code, grid_name: grid.name, street_name: street.name, community_name: community.name, urgency: report.urgency ?? 'normal', source, reported_at: at, changed_at: at, place: { lon: report.place.lon, lat: report.place.lat }, repeat_count, self_handled: !!report.self_handled,
    version: 0, description: report.description ?? '', attachments: (report.attachments ?? []).map(a => ({ media_type: 'image/jpeg', taken_at: iso(at), by: who?.display ?? '反映人', ...a })),
    reporters: report.reporter?.phone ? [{ id: randomUUID(), clear: report.reporter, source, feedback_state: 'waiting', consent: false }] : [], involved: (report.involved ?? []).map(p => ({ name: mask(p.name), role: p.role })),
    history: [], duties: who ? [{ duty: 'collector', person: who.id, who: who.display }] : [], rating: null,
  }
  incident.reporters = incident.reporters.map(r => ({ ...r, name: mask(r.clear.name) || '反映人', phone: r.clear.phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2'), record: r.id }))
  incidents.unshift(incident)
  const state = report.self_handled ? 'self_closed' : who ? 'collected' : 'reminded'
  history(incident, report.self_handled ? 'self_report' : who ? 'report' : 'public_report', null, state, who, null, null, at)
  enter(incident, state, at)
  if (state === 'reminded') for (const worker of workers) notify(worker.id, `居民提醒：${incident.title}`, `${incident.address}，请在 2 小时内确认`, incident)
  tell(incident)
  return incident
}
export const mask = name => (name ? `${name.slice(0, 1)}**` : '')

function refusal(incident, name, who) {
  const step = flow[name]
  if (!step.from.includes(incident.state)) return ['wrong_state', '这一件现在不在这个环节。']
  if (!step.roles.includes(role(who))) return ['not_your_role', `这一步由${step.roles.map(r => roleNames[r]).join('、')}来做，您是${who.grants[0].role_name}。`]
  if (step.own && incident.unit?.id !== who.unit?.id) return ['not_your_unit', `这一件派给了${incident.unit?.name}，不是您的单位。`]
  const held = incident.duties.filter(d => d.person === who.id && conflicts[step.duty]?.includes(d.duty)).map(d => d.duty)
  if (held.length) return ['separation', `采办分离：您是这一件的${dutyNames[held[0]]}，不能再做${dutyNames[step.duty]}。`]
  const failed = step.guard?.(incident)
  return failed || null
}
export function act(incident, who, { id, action, version, fields = {} }) {
  if (incident.acts?.has(id)) return incident
  const step = flow[action]
  if (!step) throw new Refusal(422, 'unknown_action', '没有这个操作。')
  if (version !== undefined && version !== incident.version) throw new Refusal(409, 'changed_meanwhile', '别人刚处理过这一件')
  const no = refusal(incident, action, who)
  if (no) throw new Refusal(no[0] === 'separation' ? 403 : 422, no[0], no[1])
  const missing = step.fields.filter(f => fields[f] === undefined || fields[f] === '' || (Array.isArray(fields[f]) && !fields[f].length))
  if (missing.length) throw new Refusal(422, 'invalid_input', '还有必填的内容', { errors: missing.map(field => ({ field, code: 'required', title: { reason: '请写明理由。', note: '请写明情况。', unit: '请选派给哪个单位。', attachments: '请附上照片。', result: '请写处置结果。' }[field] ?? `请填${field}。` })) })
  if (fields.unit) incident.unit = units.find(u => u.id === fields.unit)
  if (fields.limit) incident.limit = fields.limit
  if (fields.matter && matterOf(fields.matter)) { incident.matter = { code: fields.matter, name: matterOf(fields.matter).name }; incident.title = incident.matter.name }
  if (fields.urgency) incident.urgency = fields.urgency
  if (step.duty) { incident.duties.push({ duty: step.duty, person: who.id, who: who.display }); if (step.duty === 'handler') incident.handler = who.display }
  for (const a of fields.attachments ?? []) incident.attachments.push({ media_type: 'image/jpeg', taken_at: iso(), by: who.display, ...a })
  const from = incident.state
  if (action === 'feed_back') for (const r of incident.reporters) r.feedback_state = 'told'
  const to = step.to ?? from
  history(incident, action, from, to, who, fields.note ?? fields.reason ?? fields.result ?? fields.text ?? (action === 'dispatch' ? `派给 ${incident.unit.name}` : action === 'record_attempt' ? (fields.reached ? '联系上了' : '没联系上') : null), fields)
  if (to !== from) enter(incident, to, now())
  ;(incident.acts ??= new Set()).add(id)
  if (to === 'returned') for (const worker of workers) notify(worker.id, `退回补充：${incident.title}`, String(fields.reason), incident)
  if (to === 'dispatched') for (const a of accounts.filter(a => a.unit?.id === incident.unit.id)) notify(a.id, `新派遣：${incident.title}`, incident.address, incident)
  tell(incident)
  return incident
}
export function reporterAct(incident, action, body) {
  if (action === 'ratings') {
    if (incident.state !== 'fed_back') throw new Refusal(409, 'not_now', '现在还不能评价')
    incident.rating = { score: body.score, reasons: body.reasons ?? [], text: body.text ?? null, at: iso() }
    const to = body.score === 'dissatisfied' ? 'callback' : 'closed'
    history(incident, 'rate', 'fed_back', to, { display: '反映人' }, null)
    enter(incident, to, now())
  } else if (action === 'withdrawal') {
    if (!['reminded', 'verifying', 'collected'].includes(incident.state)) throw new Refusal(409, 'not_now', '已经在处理了，不能撤回')
    history(incident, 'withdraw', incident.state, 'withdrawn', { display: '反映人' }, body.reason)
    enter(incident, 'withdrawn', now())
  } else {
    for (const a of body.attachments ?? []) incident.attachments.push({ media_type: 'image/jpeg', taken_at: iso(), by: '反映人', ...a })
    history(incident, 'add', incident.state, incident.state, { display: '反映人' }, body.text)
  }
  tell(incident)
  return incident
}

const path = ['collected', 'accepted', 'dispatched', 'handling', 'done', 'checked', 'fed_back', 'closed']
const labels = { collected: '受理', accepted: '派遣', dispatched: '签收', handling: '处置', done: '核查', checked: '反馈', fed_back: '评价', closed: '办结' }
const by = { collected: '中心', accepted: '中心', dispatched: '处置单位', handling: '处置单位', done: '核查员', checked: '中心', fed_back: '反映人', closed: '系统' }
function progress(incident) {
  const start = { state: 'reported', label: '采集', status: 'done', who: incident.history[0].who, at: incident.history[0].at, due: null }
  if (['cancelled', 'withdrawn', 'self_closed'].includes(incident.state)) { const last = incident.history.at(-1); return [start, { state: incident.state, label: { cancelled: '作废', withdrawn: '撤回', self_closed: '自处置办结' }[incident.state], status: 'done', who: last.who, at: last.at, due: null }] }
  const alias = { reminded: 'collected', verifying: 'collected', returned: 'collected', suspended: 'handling', callback: 'fed_back' }
  const at = path.indexOf(alias[incident.state] ?? incident.state)
  return [start, ...path.map((state, i) => {
    const leave = incident.history.findLast(h => h.from === state || alias[h.from] === state)
    const status = incident.state === 'closed' || i < at ? 'done' : i === at ? 'now' : 'next'
    return { state, label: incident.state === 'callback' && state === 'fed_back' ? '回访' : labels[state], status, who: status === 'done' ? leave?.who ?? '系统' : status === 'now' ? incident.owner?.person ?? incident.owner?.unit_name : by[state], at: status === 'done' ? leave?.at ?? iso(incident.changed_at) : null, due: status === 'now' && incident.due_at ? iso(incident.due_at) : null }
  })]
}
function clock(incident) {
  const limit = incident.clock_limit
  if (!limit || !incident.due_at) return null
  const strip = []
  for (let at = startOf(dayOf(incident.clock_started)); at <= incident.due_at && strip.length < 31; at += 86_400_000) {
    const date = dayOf(at), info = dayInfo(date), from = Math.max(at, incident.clock_started), to = Math.min(at + 86_400_000, incident.due_at)
    strip.push({ day: date, ...info, counted_minutes: Math.round(isNatural(limit) ? (to - from) / 60_000 : workingBetween(from, to)) })
  }
  return { started: iso(incident.clock_started), due: iso(incident.due_at), warn: iso(warnAt(incident)), counted_minutes: Math.round(Math.max(0, between(incident.clock_started, now(), limit))), limit, strip, provisional: false }
}
const warnAt = incident => (isNatural(incident.clock_limit) ? incident.clock_started + 0.75 * (incident.due_at - incident.clock_started) : addWorking(incident.clock_started, 0.75 * limitMinutes(incident.clock_limit)))

export function row(i) {
  const left = i.due_at ? between(now(), i.due_at, i.clock_limit) : null
  return {
    id: i.id, number: i.number, code: i.code, matter: i.matter, title: i.title, address: i.address, scope_code: i.scope_code, grid_name: i.grid_name, street_name: i.street_name, state: i.state, owner: i.owner, due: i.due_at ? iso(i.due_at) : null, warn: i.due_at ? iso(warnAt(i)) : null,
    due_provisional: false, paused: i.paused, overdue: !!i.due_at && now() > i.due_at, remaining: left === null ? null : { minutes: Math.round(left), unit: isNatural(i.clock_limit) ? 'natural' : 'working' }, urgency: i.urgency, source: i.source, reported_at: iso(i.reported_at), changed_at: iso(i.changed_at), place: i.place, repeat_count: i.repeat_count, self_handled: i.self_handled, version: i.version,
  }
}
export function full(i, who) {
  const hidden = role(who) === 'department'
  return {
    ...row(i), description: i.description, reporters_hidden: hidden && i.reporters.length > 0, reporters: hidden ? [] : i.reporters.map(({ clear, ...rest }) => rest), involved: i.involved, attachments: i.attachments, history: i.history, progress: progress(i), clock: clock(i), rating: i.rating,
    separation: i.duties.map(({ duty, who }) => ({ duty, who })).filter((d, n, all) => all.findIndex(o => o.duty === d.duty && o.who === d.who) === n),
    actions: Object.entries(flow).filter(([, step]) => step.from.includes(i.state)).map(([name, step]) => { const no = refusal(i, name, who); return { name, to: step.to ?? i.state, allowed: !no, reason: no?.[0] ?? null, reason_text: no?.[1] ?? null, fields: step.fields, takes: step.takes ?? [], why: no?.[0] === 'separation' ? 'INC-04 采办分离' : null } }),
  }
}
export function residentView(i) {
  const at = { reminded: 0, verifying: 0, collected: 1, returned: 1, accepted: 1, dispatched: 1, handling: 2, suspended: 2, done: 3, checked: 3, fed_back: 4, callback: 4, closed: 5, self_closed: 5 }[i.state] ?? 0
  const keys = ['received', 'assigned', 'handling', 'checking', 'rating']
  return {
    number: i.number, matter_name: i.title, reported_at: iso(i.reported_at), place: { address: i.address }, steps: keys.map((key, n) => ({ key, state: n < at ? 'done' : n === at ? 'now' : 'next', at: n < at ? iso(i.reported_at + n * 3_600_000) : null })),
    answerable: i.owner?.unit_name ?? i.unit?.name ?? null, due: i.due_at ? iso(i.due_at) : null, overdue: !!i.due_at && now() > i.due_at, photos: i.attachments.map(a => ({ digest: a.digest, stage: a.stage, media_type: a.media_type, taken_at: a.taken_at, at: a.taken_at })), state: i.state, rating: i.rating?.score ?? null, grid: { code: i.scope_code, name: i.grid_name }, worker: { name: '苏**', office_phone: '020-0000 2318' },
    timeline: i.history.filter(h => h.action !== 'note').map(h => ({ at: h.at, text_key: h.action, by_unit: h.unit_name, note: ['add', 'report_done', 'feed_back'].includes(h.action) ? h.note : null })).reverse(),
    actions: [...(i.state === 'fed_back' ? ['rate'] : []), ...(['reminded', 'verifying', 'collected'].includes(i.state) ? ['withdraw'] : []), ...(openStates.includes(i.state) ? ['add'] : [])], result: i.history.findLast(h => h.action === 'report_done')?.note ?? null,
  }
}

// ---- the beginning: some hundred incidents over the last weeks, driven through their own life cycle
const addresses = ['站西路西二巷口', '瑶台西街 18 号旁', '沙涌南大街 26 号门前', '机山巷 9 至 21 号', '王圣堂大街校门口', '兴隆大厦 B 座 11 楼', '松岗直街 7 号楼道', '铁通宿舍 2 栋后', '北站路 33 号大院', '华泉街 5 号 2 梯', '达道路 17 号', '淘金北路 41 号', '先烈东路校门口', '荔湾路 2 号后巷', '越华路 5 号 2 梯', '盘福路 33 号大院', '大德路 7 号楼道', '东湖路 86 号院内']
const texts = ['水箅冒污水，约 6 米路面积水，行人绕行机动车道。水箅下见油脂结块，怀疑沿街餐饮隔油不到位。', '从二楼窗口拉线下来给电动车充电，线泡在雨水里。', '东西堆了三四天，早晚推车都过不去。', '晚上黑，老人小孩都不敢走。', '已经有人绊倒过，希望快点处理。']
const order = [['accept', 'dispatcher'], ['dispatch', 'dispatcher'], ['sign', 'department'], ['report_done', 'department'], ['pass', 'checker'], ['feed_back', 'caller']]
const units4 = { 市政设施: 2, 消防安全: 4, 房屋管理: 9 }
export function reset() {
  incidents = []; notices = []; numbers = 0
  const rng = random(20261124), today = now()
  const streetGrids = layer('grid').filter(g => g.code.startsWith('440104022')), all = layer('grid')
  const worker = workers[0], others = { ...worker, id: 'somebody-else', display: '黄**' }
  for (let n = 0; n < 260; n++) {
    const age = n < 34 ? (n % 6 < 3 ? rng.between(0.01, 0.3) : rng.between(0.8, 2.2)) : rng.between(2, 26)
    const reported = addWorking(today - age * 86_400_000, 1)
    const grid = rng.pick((n < 34 ? n % 3 === 2 : n % 3) ? all : streetGrids), matter = rng.pick(catalogue.items.slice(0, -1))
    const fromPublic = rng.next() < 0.35
    const water = matter.major.code === '02'
    const incident = create({
      matter: matter.code, place: { lon: grid.centre.lon, lat: grid.centre.lat, address: rng.pick(addresses) }, description: rng.pick(texts), urgency: matter.urgent ? 'urgent' : 'normal',
      attachments: [{ digest: water ? 'scene-water' : 'scene-bike', stage: 'before', taken_at: iso(reported), media_type: 'image/svg+xml' }],
      ...(rng.next() < 0.6 && { reporter: { name: rng.pick(['周明', '黄丽', '陈婆婆', '吴强', '郑华']), phone: `13900000${String(100 + n).padStart(3, '0')}`, consent: false } }),
    }, fromPublic ? null : n % 5 ? others : worker, Math.min(reported, today - 60_000), fromPublic ? 'public' : rng.pick(['patrol', 'patrol', 'phone', 'appointment', 'hotline']))
    const target = n < 34 ? n % 6 : rng.int(40) < 1 ? 3 + rng.int(3) : 7
    let at = incident.reported_at
    const step = (action, who, fields) => { if (at > today) return; const no = flow[action].from.includes(incident.state); if (!no) return; incident.acts ??= new Set(); if (fields?.unit) incident.unit = units.find(u => u.id === fields.unit); const s = flow[action], from = incident.state; if (s.duty) { incident.duties.push({ duty: s.duty, person: who.id, who: who.display }); if (s.duty === 'handler') incident.handler = who.display } ; for (const a of fields?.attachments ?? []) incident.attachments.push({ media_type: 'image/svg+xml', taken_at: iso(at), by: who.display, ...a }); const to = s.to ?? from; history(incident, action, from, to, who, fields?.note ?? fields?.result ?? (action === 'dispatch' ? `派给 ${incident.unit.name}` : null), fields, at); enter(incident, to, at) }
    const later = minutes => { at = addWorking(at, minutes) }
    if (incident.state === 'reminded') { if (n < 34 && n % 4 === 0) continue; later(20); step('acknowledge', worker); if (n < 34 && n % 4 === 1) continue; later(15); step('submit', worker) }
    const department = { display: rng.pick(['李**', '吴**', '罗**', '邓**', '谢**']), id: 'dep' }
    const unit = units[units4[matter.major.name] ?? 1 + rng.int(4)]
    for (const [k, [action, who]] of order.entries()) {
      if (k >= target) break
      later(k === 3 ? (n < 34 ? rng.between(40, 160) : limitMinutes(isNatural(matter.limit) ? wh(4) : matter.limit) * rng.between(0.4, 0.95)) : rng.between(10, n < 34 ? 40 : 90))
      if (at > today) break
      const actor = who === 'department' ? { ...department, unit } : accounts.find(a => role(a) === who)
      step(action, actor, { dispatch: { unit: unit.id }, report_done: { result: '已到现场处理完毕，恢复原状。', attachments: [{ digest: water ? 'scene-work' : 'scene-notice', stage: 'during' }, { digest: water ? 'scene-clean' : 'scene-notice', stage: 'after' }] }, pass: { note: '现场核实，已恢复。' }, feed_back: { note: '已电话告知结果。' } }[action])
    }
    if (incident.state === 'fed_back' && target === 7) { later(600); const score = rng.pick(['satisfied', 'satisfied', 'basically', 'dissatisfied']); if (at < today) { incident.rating = { score, reasons: score === 'dissatisfied' ? ['again'] : [], text: null, at: iso(at) }; const to = score === 'dissatisfied' && rng.next() < 0.15 ? 'callback' : 'closed'; history(incident, 'rate', 'fed_back', to, { display: '反映人' }, null, null, at); enter(incident, to, at) } }
    if (incident.state === 'handling' && n % 17 === 0) step('suspend', accounts.find(a => role(a) === 'leader'), { cause: 'funds', review_on: dayOf(today + 2 * 86_400_000) })
    if (incident.state === 'collected' && n % 11 === 2) step('return_to_collector', accounts[1], { note: '请补拍水井的近照。' })
  }
  notices = notices.slice(0, 3)
  for (const a of accounts) notify(a.id, '今天有 3 件要在下班前办完', '工作台按到期时间排好了', null)
  const last = incidents.find(i => i.state === 'collected' && i.scope_code.startsWith('440104022'))
  if (last) notify(accounts[1].id, `新件待受理：${last.title}`, last.address, last)
}
reset()
