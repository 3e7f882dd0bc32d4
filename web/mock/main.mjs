// The mock's HTTP side: the interface under /api/v1, tiles, and the built pages under the product's content policy.
import { createServer } from 'node:http'
import { createHash, randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dayOf, iso, move, now, resetClock, workingBetween, startOf } from './clock.mjs'
import { childrenOf, divisions, gridAt, inCity, layer, outline, pathOf, publicDivision } from './city.mjs'
import { catalogue } from './matters.mjs'
import { accounts, me, permissions, roleNames, units } from './people.mjs'
import { isPicture, picture } from './pictures.mjs'
import { tile } from './tiles.mjs'
import * as world from './world.mjs'

const { Refusal } = world
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.webmanifest': 'application/manifest+json' }
const sessions = new Map(), files = new Map(), streams = new Set(), tokens = []
let failures = 0, eventId = 0
world.listeners.add((topic, data) => { for (const stream of streams) if (!data.to || data.to === stream.who.id) stream.response.write(`id: ${++eventId}\nevent: ${topic}\ndata: ${JSON.stringify(data)}\n\n`) })

const page = (items, { after, limit = 50 }, extra = {}) => { const from = Number(after || 0), to = from + Number(limit); return { items: items.slice(from, to), next: to < items.length ? String(to) : null, ...extra } }
const within = (i, q) => {
  const row = world.row(i), set = value => value.split(',')
  return (!q.open || world.openStates.includes(i.state)) && (!q.state || set(q.state).includes(i.state)) && (!q.scope || i.scope_code.startsWith(q.scope)) && (!q.matter || i.matter.code === q.matter) && (!q.source || set(q.source).includes(i.source)) && (!q.urgency || set(q.urgency).includes(i.urgency)) && (!q.unit || i.unit?.id === q.unit)
    && (!q.overdue || row.overdue) && (!q.due_before || (row.due && row.due < q.due_before)) && (!q.text || [i.number, i.code, i.address, i.title, i.description].some(text => text.includes(q.text)))
    && (!q.bbox || (([w, s, e, n]) => i.place.lon >= w && i.place.lon <= e && i.place.lat >= s && i.place.lat <= n)(q.bbox.split(',').map(Number)))
}
const mine = (i, who) => ({ grid_worker: ['reminded', 'verifying', 'returned'], dispatcher: ['collected', 'accepted', 'checked', 'done'], department: ['dispatched', 'handling'], checker: ['done'], caller: ['callback', 'checked'], leader: ['suspended'] }[who.grants[0].role] ?? []).includes(i.state) && (who.grants[0].role !== 'department' || i.unit?.id === who.unit?.id)
const reach = who => world.incidents.filter(i => (who.grants[0].role === 'department' ? i.unit?.id === who.unit?.id : i.scope_code.startsWith(who.grants[0].prefix)))
function list(who, q) {
  const found = reach(who).filter(i => within(i, q) && (!q.mine || mine(i, who)))
  return q.order === 'changed' ? found.sort((a, b) => b.changed_at - a.changed_at) : found.sort((a, b) => (a.due_at ?? Infinity) - (b.due_at ?? Infinity) || b.reported_at - a.reported_at)
}
const find = (list, id, title = '没有这一件，或者不在您的管辖范围内') => { const found = list.find(item => item.id === id); if (!found) throw new Refusal(404, 'not_found', title); return found }
const byNumber = (number, code) => { const found = world.incidents.find(i => i.number === number); if (!found || found.code !== code) throw new Refusal(404, 'wrong_code', '编号或查询码不对，请再核对一下。'); return found }
const publicAccount = ({ password, permissions: _, totp, ...rest }) => rest

const routes = []
const route = (method, pattern, needs, handle) => routes.push({ method, needs, handle, match: new RegExp(`^${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) })

route('POST', '/sessions', null, ({ body, response }) => {
  const who = accounts.find(a => a.username === body.username && a.password === body.password && a.state === 'active')
  if (!who) throw new Refusal(401, 'wrong_credentials', '用户名或密码不对')
  if (who.totp && !body.code) throw new Refusal(401, 'totp_needed', '请再填动态验证码')
  if (who.totp && body.code !== '123456') throw new Refusal(401, 'wrong_credentials', '动态验证码不对，请用现在显示的那一组')
  const id = randomUUID()
  sessions.set(id, who)
  response.setHeader('set-cookie', `linli_session=${id}; Path=/; HttpOnly; SameSite=Strict`)
  return [201, me(who)]
})
route('DELETE', '/sessions/current', 'signed_in', ({ session }) => { sessions.delete(session); return [204] })
route('GET', '/me', 'signed_in', ({ who }) => me(who))
route('GET', '/demo-accounts', null, () => ({ items: accounts.map(a => ({ role: a.grants[0].role, role_name: a.grants[0].role_name, jurisdiction: a.grants[0].scope_name || a.unit.name, username: a.username, password: a.password })) }))
route('GET', '/accounts', 'accounts.view', ({ query }) => page(accounts.filter(a => (!query.query || `${a.username}${a.display}${a.unit?.name}`.includes(query.query)) && (!query.state || a.state === query.state) && (!query.idle_days || a.idle_days === null || a.idle_days >= +query.idle_days)).map(publicAccount), query))
route('POST', '/accounts', 'accounts.manage', ({ body }) => {
  if (accounts.some(a => a.username === body.username)) throw new Refusal(422, 'invalid_input', '有一处要改一下', { errors: [{ field: 'username', code: 'taken', title: `用户名“${body.username}”已经有人用了。` }] })
  const held = units.find(u => u.id === body.unit)
  const made = { id: body.id, username: body.username, display: world.mask(body.name), password: 'linli-demo', state: 'active', unit: held && { id: held.id, name: held.name }, permissions: permissions[body.grants[0]?.role] ?? [], grants: body.grants.map(g => ({ ...g, role_name: roleNames[g.role] ?? g.role, scope_name: divisions.get(g.prefix)?.name ?? '', unit: held?.id ?? null, unit_name: held?.name ?? null })), opened_at: iso(), last_seen_at: null, idle_days: null }
  accounts.push(made)
  return [201, { ...publicAccount(made), link: `/console/welcome#${randomUUID()}`, link_ends_at: iso(now() + 72 * 3_600_000) }]
})
route('POST', '/accounts/{id}/state', 'accounts.manage', ({ params, body }) => { const a = find(accounts, params.id); a.state = body.state; return publicAccount(a) })
route('POST', '/accounts/{id}/grants', 'accounts.manage', ({ params, body }) => { const a = find(accounts, params.id); a.grants.push({ role: body.role, role_name: roleNames[body.role] ?? body.role, prefix: body.prefix, scope_name: divisions.get(body.prefix)?.name ?? '', line: body.line, unit: null, unit_name: null }); return publicAccount(a) })
route('POST', '/first-administrator/{secret}', null, () => { throw new Refusal(404, 'link_used', '这个链接已经用过或者过期了') })
route('POST', '/me/password', 'signed_in', ({ who, body }) => { if (body.current !== who.password) throw new Refusal(422, 'wrong_credentials', '现在的密码不对'); who.password = body.password; return [204] })
route('POST', '/me/totp', 'signed_in', ({ who, body }) => { if (body.password !== who.password) throw new Refusal(401, 'wrong_credentials', '密码不对'); return [201, { secret: 'JBSW Y3DP EHPK 3PXP', uri: `otpauth://totp/Linli:${who.username}?secret=JBSWY3DPEHPK3PXP&issuer=Linli` }] })
route('POST', '/me/totp/confirmation', 'signed_in', ({ who, body }) => { if (body.code !== '123456') throw new Refusal(422, 'wrong_code', '验证码不对，请用现在显示的那一组'); who.totp = true; return [204] })
route('GET', '/roles', 'accounts.view', () => ({ items: Object.entries(roleNames).map(([role, name]) => ({ role, name, second_factor: role === 'administrator', needs_territory: role !== 'department', needs_unit: role === 'department', may_give: true })), next: null }))
route('GET', '/links/{secret}', null, ({ params }) => { if (params.secret === 'used') throw new Refusal(404, 'link_used', '没有这个链接'); return { kind: 'new_account', username: 'li.ming', display: '李**', ends_at: iso(now() + 72 * 3_600_000) } })
route('POST', '/links/{secret}', null, () => [204])
route('POST', '/accounts/{id}/links', 'accounts.manage', ({ params }) => [201, { ...publicAccount(find(accounts, params.id)), link: `/console/welcome#${randomUUID()}`, link_ends_at: iso(now() + 72 * 3_600_000) }])
route('DELETE', '/accounts/{id}/grants/{grant}', 'accounts.manage', ({ params }) => { const a = find(accounts, params.id); a.grants = a.grants.filter(g => g.id !== params.grant); return publicAccount(a) })
route('GET', '/tokens', 'tokens.manage', () => ({ items: tokens, next: null }))
route('POST', '/tokens', 'tokens.manage', ({ body }) => { const made = { id: body.id, name: body.name, created_at: iso(), last_used_at: null, expires_at: null }; tokens.push(made); return [201, { ...made, token: `linli_${randomUUID().replaceAll('-', '')}` }] })
route('DELETE', '/tokens/{id}', 'tokens.manage', ({ params }) => { tokens.splice(tokens.findIndex(t => t.id === params.id), 1); return [204] })
route('GET', '/units', 'signed_in', ({ query }) => ({ items: units.filter(u => (!query.kind || u.kind === query.kind) && (!query.prefix || u.prefix.startsWith(query.prefix)) && (!query.covering || query.covering.startsWith(u.prefix))) }))

route('GET', '/divisions', null, ({ query }) => ({ items: (query.parent ? childrenOf(query.parent) : [divisions.get('4401')]).map(publicDivision), next: null }))
route('GET', '/divisions/{code}', null, ({ params }) => { const d = divisions.get(params.code); if (!d) throw new Refusal(404, 'not_found', '没有这个区划'); return { ...publicDivision(d), path: pathOf(d.code), outline: outline(d) } })
route('GET', '/locate', null, ({ query }) => {
  const grid = gridAt(+query.lon, +query.lat)
  if (!grid) throw new Refusal(422, 'outside_city', inCity(+query.lon, +query.lat) ? '这里还没有划网格' : '这个位置不在本市范围内')
  return { grid: { code: grid.code, name: grid.name, kind: grid.kind }, path: pathOf(grid.code), place: { lon: +query.lon, lat: +query.lat } }
})
route('GET', '/grids/{code}/worker', null, ({ params }) => ({ grid: params.code, grid_name: divisions.get(params.code)?.name ?? '', name: '苏**', office_phone: '020-0000 2318', matters: ['巡查', '受理居民反映', '上门走访', '政策宣传'], publicity_date: '2026-09-01' }))
route('GET', '/matters', null, ({ query }) => ({ ...catalogue, items: catalogue.items.filter(m => query.audience !== 'resident' || m.public) }))

function keep(raw, type, limit) {
  if (!raw.length) throw new Refusal(422, 'empty_file', '文件是空的')
  if (raw.length > limit) throw new Refusal(413, 'too_large', `文件太大了，最多 ${limit / 1e6} MB`)
  const digest = createHash('sha256').update(raw).digest('hex')
  files.set(digest, { raw, type })
  return [201, { digest, media_type: type, bytes: raw.length, width: null, height: null, taken_at: null, taken_place: null }]
}
route('POST', '/files', 'files.upload', ({ raw, type }) => keep(raw, type, 20e6))
route('POST', '/public/files', null, ({ raw, type }) => keep(raw, type, 10e6))
const sendFile = ({ params, response }) => {
  if (isPicture(params.digest)) { response.writeHead(200, { 'content-type': 'image/svg+xml' }); response.end(picture(params.digest.slice(6))); return undefined }
  const file = files.get(params.digest)
  if (!file) throw new Refusal(404, 'not_found', '没有这个文件')
  response.writeHead(200, { 'content-type': file.type })
  response.end(file.raw)
  return undefined
}
route('GET', '/files/{digest}', 'signed_in', sendFile)
route('GET', '/public/reports/{number}/files/{digest}', null, sendFile)

const receipt = i => ({ id: i.id, number: i.number, code: i.code, state: i.state, version: i.version, grid: { code: i.scope_code, name: i.grid_name }, worker: { name: '苏**', office_phone: '020-0000 2318' } })
route('POST', '/incidents', 'incidents.report', ({ body, who }) => [201, receipt(world.create(body, who))])
route('GET', '/incidents', 'incidents.view', ({ query, who }) => { const found = list(who, query); return page(found.map(world.row), query, { total: found.length }) })
route('GET', '/incidents/map', 'incidents.view', ({ query, who }) => {
  const found = list(who, query), tone = i => { const r = world.row(i); return r.overdue ? 'overdue' : r.warn && r.warn <= iso() ? 'soon' : 'normal' }
  if (found.length <= 120) return { points: found.map(i => ({ id: i.id, ...i.place, state: i.state, tone: tone(i) })), clusters: [] }
  const groups = Map.groupBy ? Map.groupBy(found, i => i.scope_code.slice(0, 9)) : found.reduce((map, i) => map.set(i.scope_code.slice(0, 9), [...(map.get(i.scope_code.slice(0, 9)) ?? []), i]), new Map())
  return { points: [], clusters: [...groups].map(([code, all]) => { const d = divisions.get(code); return { code, name: d.name, ...d.centre, count: all.length, overdue: all.filter(i => tone(i) === 'overdue').length, soon: all.filter(i => tone(i) === 'soon').length } }) }
})
route('GET', '/incidents/{id}', 'incidents.view', ({ params, who }) => world.full(find(reach(who), params.id), who))
route('POST', '/incidents/{id}/actions', 'incidents.act', ({ params, who, body }) => world.full(world.act(find(reach(who), params.id), who, body), who))
route('POST', '/incidents/{id}/contacts/{record}/reveal', 'incidents.reveal', ({ params, who, body }) => {
  if (!body.purpose) throw new Refusal(422, 'purpose_needed', '请写明为什么要看')
  const r = find(find(reach(who), params.id).reporters, params.record)
  return { name: r.clear.name, phone: r.clear.phone }
})
route('GET', '/workbench', 'incidents.view', ({ who }) => {
  const piles = { to_acknowledge: 'reminded,verifying', to_accept: 'collected', to_complete: 'returned', to_dispatch: 'accepted', to_sign: 'dispatched', to_handle: 'handling', suspended: 'suspended', to_check: 'done', to_feed_back: 'checked', to_be_rated: 'fed_back', to_call_back: 'callback' }
  const counts = Object.entries(piles).map(([key, state]) => { const found = list(who, { state }); return { key, count: found.length, overdue: found.filter(i => world.row(i).overdue).length, view: { state } } })
  const trend = Array.from({ length: 14 }, (_, n) => { const day = dayOf(now() - (13 - n) * 86_400_000); return { day, collected: reach(who).filter(i => dayOf(i.reported_at) === day).length, closed: reach(who).filter(i => ['closed', 'self_closed'].includes(i.state) && dayOf(i.changed_at) === day).length } })
  return { counts, next: list(who, { open: 'true' }).slice(0, 12).map(world.row), today: { working_minutes_left: Math.max(0, Math.round(workingBetween(now(), startOf(dayOf(now())) + 86_400_000))) }, trend }
})
route('GET', '/figures/loop', 'figures.view', ({ who }) => {
  const all = reach(who), closed = all.filter(i => i.state === 'closed'), rated = all.filter(i => i.rating)
  return { from: '', to: '', closed: { numerator: closed.length, denominator: all.filter(i => !i.self_handled && i.state !== 'cancelled').length }, solved: { numerator: closed.length - 2, denominator: closed.length }, satisfied: { numerator: rated.filter(i => i.rating.score !== 'dissatisfied').length, denominator: rated.length }, self_handled: all.filter(i => i.self_handled).length + 41, cancelled: 3 }
})
route('GET', '/notices', 'signed_in', ({ who, query }) => { const all = world.notices.filter(n => n.to === who.id); return page(all.filter(n => !query.unread || !n.read), query) })
route('POST', '/notices/{id}/read', 'signed_in', ({ params }) => { find(world.notices, params.id).read = true; return [204] })
route('GET', '/stream', 'signed_in', ({ who, request, response }) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': open\n\n')
  const stream = { who, response }
  streams.add(stream)
  request.on('close', () => streams.delete(stream))
  return undefined
})

route('POST', '/public/reports', null, ({ body }) => [201, receipt(world.create(body, null, now(), 'public'))])
route('GET', '/public/reports/{number}', null, ({ params, query }) => world.residentView(byNumber(params.number, query.code)))
for (const what of ['ratings', 'withdrawal', 'additions']) route('POST', `/public/reports/{number}/${what}`, null, ({ params, query, body }) => [201, world.residentView(world.reporterAct(byNumber(params.number, query.code), what, body))])

function problem(response, error) {
  const known = error instanceof Refusal ? error : new Refusal(500, 'internal', '服务器出了点问题')
  if (!(error instanceof Refusal)) console.error(error)
  if (response.headersSent) return response.end()
  response.writeHead(known.status, { 'content-type': 'application/problem+json' })
  return response.end(JSON.stringify({ type: `/problems/${known.code}`, title: known.title, status: known.status, code: known.code, request_id: randomUUID(), ...known.extra }))
}
async function api(request, response, url, raw) {
  const path = url.pathname.slice('/api/v1'.length)
  const session = /linli_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1], who = sessions.get(session)
  if (failures > 0 && !path.startsWith('/stream')) { failures--; throw new Refusal(503, 'busy', '服务器正忙') }
  const found = routes.find(r => r.method === request.method && r.match.test(path))
  if (!found) throw new Refusal(404, 'not_found', '没有这个地址')
  if (found.needs && !who) throw new Refusal(401, 'sign_in_needed', '请先登录')
  if (found.needs && found.needs !== 'signed_in' && !who.permissions.includes(found.needs)) throw new Refusal(403, 'forbidden', '您没有这项权限')
  if (who && request.method !== 'GET' && request.headers['x-linli'] !== '1') throw new Refusal(403, 'page_header_missing', '请求不是从本站页面发出的')
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json')
  const answer = found.handle({ request, response, who, session, raw, type: request.headers['content-type'], body: isJson && raw.length ? JSON.parse(raw) : {}, query: Object.fromEntries(url.searchParams), params: Object.fromEntries(Object.entries(found.match.exec(path).groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)])) })
  if (answer === undefined) return
  const [status, body] = Array.isArray(answer) ? answer : [200, answer]
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(status === 204 ? undefined : JSON.stringify(body))
}
async function pages(request, response, url) {
  let path = normalize(decodeURIComponent(url.pathname))
  const exists = async p => (await stat(join(dist, p)).catch(() => null))?.isFile()
  if (!extname(path) || !(await exists(path))) {
    if (extname(path)) { response.writeHead(404); return response.end() }
    path = path.startsWith('/console') ? '/console/index.html' : path.startsWith('/field') ? '/field/index.html' : '/index.html'
  }
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy, 'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache', 'x-content-type-options': 'nosniff', ...(path === '/sw.js' && { 'service-worker-allowed': '/field/' }) })
  return response.end(await readFile(join(dist, path)))
}
const levels = { districts: 'district', streets: 'street', communities: 'community', grids: 'grid' }

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock'), chunks = []
  response.setHeader('date', new Date(now()).toUTCString())
  for await (const chunk of request) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  try {
    if (url.pathname === '/__mock/reset') { resetClock(); world.reset(); for (const a of accounts) a.state = 'active'; return response.end() }
    if (url.pathname === '/__mock/clock') { move(JSON.parse(raw).minutes); return response.end() }
    if (url.pathname === '/__mock/fail') { failures = JSON.parse(raw).times; return response.end() }
    if (url.pathname === '/__mock/incidents') return response.end(JSON.stringify(world.incidents.map(i => ({ ...world.row(i), acts: undefined }))))
    if (url.pathname.startsWith('/api/v1/')) return await api(request, response, url, raw)
    const found = /^\/tiles\/(\w+)\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(url.pathname)
    if (found) { response.writeHead(200, { 'content-type': 'application/vnd.mapbox-vector-tile' }); return response.end(tile(found[1], layer(levels[found[1]]), +found[2], +found[3], +found[4])) }
    return await pages(request, response, url)
  } catch (error) { return problem(response, error) }
})
server.listen(Number(process.env.PORT ?? 4180), '127.0.0.1', () => console.log(`mock http://127.0.0.1:${server.address().port}`))
