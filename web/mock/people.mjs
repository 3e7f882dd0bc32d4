// Units and accounts of the mock; everybody here is made up.
const unit = (n, name, kind, prefix) => ({ id: `0193aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`, name, kind, prefix, parent: null })
export const units = [
  unit(1, '矿泉街道网格化管理中心', 'street_centre', '440104022'), unit(2, '街道综合行政执法队', 'department', '440104022'), unit(3, '市政排水养护所', 'department', '440104'),
  unit(4, '街道环卫站', 'department', '440104022'), unit(5, '区消防救援大队', 'department', '440104'), unit(6, '市政养护三班', 'department', '440104'), unit(7, '区市场监督管理局', 'department', '440104'),
  unit(8, '瑶台社区居民委员会', 'community', '440104022'), unit(9, '市城市管理和综合执法局', 'city', '4401'), unit(10, '区房屋安全事务中心', 'department', '440104'),
]
const permissions = {
  grid_worker: ['incidents.report', 'incidents.view', 'incidents.act', 'files.upload', 'matters.view', 'territory.view'],
  dispatcher: ['incidents.report', 'incidents.view', 'incidents.act', 'incidents.reveal', 'figures.view', 'files.upload', 'matters.view', 'territory.view'],
  department: ['incidents.view', 'incidents.act', 'files.upload', 'matters.view', 'territory.view'],
  checker: ['incidents.view', 'incidents.act', 'files.upload', 'matters.view', 'territory.view'],
  caller: ['incidents.view', 'incidents.act', 'incidents.reveal', 'matters.view'],
  leader: ['incidents.view', 'incidents.act', 'figures.view', 'matters.view', 'territory.view'],
  administrator: ['accounts.view', 'accounts.manage', 'matters.view', 'matters.manage', 'territory.view', 'tokens.manage', 'jobs.view', 'audit.view'],
}
export const roleNames = { grid_worker: '网格员', dispatcher: '调度员', department: '处置单位经办人', checker: '核查员', caller: '回访员', leader: '分管领导', administrator: '系统管理员' }
const accounts = []
function account(username, display, role, prefix, scope_name, unitIndex) {
  const held = units[unitIndex - 1] ?? null
  accounts.push({
    id: `0193bbbb-0000-7000-8000-${String(accounts.length + 1).padStart(12, '0')}`, username, display, password: 'linli-demo', state: 'active', unit: held && { id: held.id, name: held.name }, permissions: permissions[role], totp: role === 'administrator' && username === 'admin2',
    grants: [{ id: `0193cccc-0000-7000-8000-${String(accounts.length + 1).padStart(12, '0')}`, role, role_name: roleNames[role], prefix, scope_name, line: '', unit: held?.id ?? null, unit_name: held?.name ?? null }],
    opened_at: '2026-03-02T01:00:00Z', last_seen_at: accounts.length % 3 ? '2026-11-24T00:41:00Z' : '2026-10-12T03:00:00Z', idle_days: accounts.length % 3 ? 0 : 43,
  })
}
account('worker', '苏**', 'grid_worker', '440104022', '矿泉街道', 8)
account('dispatcher', '何**', 'dispatcher', '440104022', '矿泉街道', 1)
account('drainage', '李**', 'department', '', '', 3)
account('checker', '温**', 'checker', '440104022', '矿泉街道', 1)
account('caller', '陈**', 'caller', '440104', '越秀区', 1)
account('leader', '黎**', 'leader', '440104022', '矿泉街道', 1)
account('admin', '冯**', 'administrator', '4401', '广州市', 9)
account('district', '梁**', 'dispatcher', '440104', '越秀区', 9)
account('admin2', '邓**', 'administrator', '4401', '广州市', 9)
export { accounts, permissions }
export const me = found => ({ account: found.id, username: found.username, display: found.display, grants: found.grants, permissions: ['signed_in', ...found.permissions], totp_enrolled: !!found.totp, totp_required: false, city: { code: '4401', name: '广州市' }, demo: true })
