// An example catalogue for the mock.
const wd = count => ({ count, unit: 'working_days' }), wh = count => ({ count, unit: 'working_hours' }), nh = count => ({ count, unit: 'natural_hours' })
const rows = [
  ['01', '市容环卫', '0101', '垃圾杂物', '占道堆放建筑垃圾', '人行道、车道边堆放的余泥、砖块', wd(1), { public: true }],
  ['01', '市容环卫', '0101', '垃圾杂物', '楼道堆放杂物', '楼梯间、走廊堆放纸箱、旧家具', wd(2), { public: true, self: true }],
  ['01', '市容环卫', '0102', '环卫设施', '垃圾桶满溢', '桶满、破损、移位', wh(4), { public: true, self: true }],
  ['02', '市政设施', '0201', '排水设施', '污水管道堵塞外溢', '井盖、水箅冒污水', wd(2), { public: true }],
  ['02', '市政设施', '0201', '排水设施', '化粪池满溢', '小区、城中村化粪池外溢', wd(3), { public: true }],
  ['02', '市政设施', '0202', '道路设施', '井盖缺失', '井盖丢失、破损、松动', nh(4), { public: true, urgent: true }],
  ['02', '市政设施', '0203', '照明设施', '路灯不亮', '单盏或连片不亮', wd(2), { public: true }],
  ['03', '消防安全', '0301', '电动自行车', '飞线充电', '从窗口、楼道拉线充电', wh(4), { public: true, self: true, urgent: true }],
  ['03', '消防安全', '0301', '电动自行车', '电动车进楼', '电动车停放在楼梯间、走廊', wh(7), { public: true, self: true }],
  ['03', '消防安全', '0302', '消防通道', '车辆占用消防通道', '车辆、围栏堵住消防车道', wh(4), { public: true, urgent: true }],
  ['03', '消防安全', '0303', '高空隐患', '高空坠物隐患', '空调架、花盆、外墙松动', nh(6), { public: true, urgent: true }],
  ['04', '房屋管理', '0401', '公共部位', '外墙瓷砖脱落', '外墙、檐口脱落', wd(5), { public: true }],
  ['04', '房屋管理', '0402', '渗漏', '骑楼檐口漏水', '公共部位漏水', wd(5), { public: true }],
  ['05', '环境噪声', '0501', '生活噪声', '夜间装修噪声', '22 点后施工、音响', wh(7), { public: true }],
  ['05', '环境噪声', '0502', '动物', '流浪犬聚集', '流浪犬惊吓行人', wd(1), { public: true }],
  ['06', '绿化园林', '0601', '树木', '树枝压电线', '树枝断裂、压线、遮挡', wh(7), { public: true }],
  ['07', '民生服务', '0701', '关爱走访', '独居长者求助', '独居、空巢长者需要上门', wd(1), {}],
  ['09', '其他', '0901', '其他', '其他', '不确定归哪一类时选这一项', wd(2), { public: true }],
]
const seen = {}
export const catalogue = {
  version: '2026.1', label: '示例目录（非官方）',
  items: rows.map(([major, majorName, middle, middleName, name, hint, limit, flags]) => {
    seen[middle] = (seen[middle] ?? 0) + 1
    return {
      code: `${middle}${String(seen[middle]).padStart(2, '0')}`, major: { code: major, name: majorName }, middle: { code: middle, name: middleName }, name, hint, urgent: !!flags.urgent, self_handled: !!flags.self, public: !!flags.public,
      limit, evidence: ['photo'], filing_standard: `现场看到${hint}，影响通行、安全或居民生活。`, closing_standard: '问题消除、现场恢复，有处置前后照片。', default_unit_kind: 'department',
    }
  }),
}
export const matterOf = code => catalogue.items.find(matter => matter.code === code)
export const matterNamed = name => catalogue.items.find(matter => matter.name === name)
