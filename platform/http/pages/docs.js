// Lays out /api/openapi.json for reading. No library; text only through textContent.
'use strict'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const SENSITIVITY = { public: '公开', personal: '个人信息', sensitive: '敏感个人信息' }
const FORMATS = { 'date-time': '时刻（UTC）', date: '日期', uuid: '编号（UUID）', int64: '整数', binary: '文件' }
const TYPES = { string: '文本', integer: '整数', number: '数', boolean: '是/否', array: '列表', object: '对象', null: '空' }

/** An element: h('a', {href: '#x'}, 'text', child). */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children.filter((child) => child !== undefined && child !== ''))
  return element
}

const nameOf = (schema) => schema.$ref?.split('/').pop()

/** "列表（Incident）", "文本" ... */
function typeOf(schema) {
  if (!schema) return '任意'
  if (schema.$ref) return h('a', { href: `#schema-${nameOf(schema)}` }, nameOf(schema))
  if (schema.oneOf) return h('span', {}, typeOf(schema.oneOf.find((one) => one.type !== 'null')), '，可为空')
  const types = [schema.type ?? []].flat()
  const main = types.find((type) => type !== 'null')
  const nullable = types.includes('null') ? '，可为空' : ''
  if (main === 'array') return h('span', {}, '列表：', typeOf(schema.items), nullable)
  return (FORMATS[schema.format] ?? TYPES[main] ?? '任意') + nullable
}

/** What else a value has to keep to. */
function rulesOf(schema) {
  const rules = []
  if (schema.enum) rules.push(`取值：${schema.enum.filter((value) => value !== null).join('、')}`)
  if (schema.minimum !== undefined || schema.maximum !== undefined) rules.push(`范围：${schema.minimum ?? '…'} 至 ${schema.maximum ?? '…'}`)
  if (schema.minLength !== undefined || schema.maxLength !== undefined) rules.push(`字数：${schema.minLength ?? 0} 至 ${schema.maxLength ?? '…'}`)
  if (schema.minItems !== undefined || schema.maxItems !== undefined) rules.push(`项数：${schema.minItems ?? 0} 至 ${schema.maxItems ?? '…'}`)
  if (schema.pattern) rules.push(`格式：${schema.pattern}`)
  if (schema['x-unit']) rules.push(`单位：${schema['x-unit']}`)
  if (SENSITIVITY[schema['x-sensitivity']]) rules.push(SENSITIVITY[schema['x-sensitivity']])
  if (schema.readOnly) rules.push('只读')
  return rules.join('；')
}

function table(caption, heads, rows) {
  return h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {},
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', {}, cell)))))))
}

function fieldsTable(caption, schema) {
  const required = new Set(schema.required ?? [])
  return table(caption, ['字段', '含义', '类型', '必填', '要求'], Object.entries(schema.properties ?? {}).map(([name, field]) =>
    [h('code', {}, name), field.title ?? field.description ?? '', typeOf(field), required.has(name) ? '是' : '否', rulesOf(field)]))
}

function contentLine(content) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => {
    const page = schema?.properties?.items
    return h('p', {}, h('code', {}, type), ' ', page ? '分页列表：' : '', page ? typeOf(page.items) : typeOf(schema))
  })
}

function article(path, method, operation) {
  const open = (operation.security ?? []).length === 0
  const permission = operation['x-permission']
  const parameters = operation.parameters ?? []
  const [status, good] = Object.entries(operation.responses).find(([code]) => code !== 'default')
  return h('article', { id: operation.operationId },
    h('h3', {}, h('span', { class: `method ${method}` }, method), h('code', {}, path)),
    h('p', {}, operation.summary ?? operation.operationId),
    h('p', { class: 'muted' }, open ? '公开，不需登录' : permission === 'signed_in' ? '需要登录' : `需要权限 ${permission}`, '；操作名 ', h('code', {}, operation.operationId)),
    parameters.length ? h('h4', {}, '参数') : '',
    parameters.length ? table('参数', ['名称', '位置', '类型', '必填', '说明'], parameters.map((p) =>
      [h('code', {}, p.name), p.in === 'path' ? '路径' : '查询', typeOf(p.schema), p.required ? '是' : '否', p.description ?? ''])) : '',
    operation.requestBody ? h('h4', {}, '请求内容') : '',
    ...contentLine(operation.requestBody?.content),
    h('h4', {}, `应答 ${status}`),
    ...(good.content ? contentLine(good.content) : [h('p', { class: 'muted' }, '无内容')]))
}

/** Operations by tag, in the document's order of paths. */
function grouped(doc) {
  const groups = new Map((doc.tags ?? []).map((tag) => [tag.name, { title: tag.description ?? tag.name, operations: [] }]))
  for (const [path, item] of Object.entries(doc.paths))
    for (const method of METHODS)
      if (item[method]) {
        const tag = item[method].tags?.[0] ?? ''
        if (!groups.has(tag)) groups.set(tag, { title: tag || '其他', operations: [] })
        groups.get(tag).operations.push({ path, method, operation: item[method] })
      }
  return [...groups.values()].filter((group) => group.operations.length)
}

function show(doc) {
  const groups = grouped(doc)
  const schemas = Object.entries(doc.components.schemas).sort(([a], [b]) => a.localeCompare(b))
  document.getElementById('content').replaceChildren(
    h('p', { class: 'about' }, doc.info.description),
    ...groups.flatMap((group) => [h('h2', {}, group.title), ...group.operations.map((o) => article(o.path, o.method, o.operation))]),
    h('h2', {}, '数据结构'),
    ...schemas.map(([name, schema]) => h('article', { id: `schema-${name}` }, h('h3', {}, h('code', {}, name)), fieldsTable(name, schema))))
  const list = (wanted) => {
    let count = 0
    const parts = groups.flatMap((group) => {
      const hits = group.operations.filter(({ path, operation }) =>
        `${path} ${operation.summary ?? ''} ${operation.operationId} ${operation['x-permission'] ?? ''}`.toLowerCase().includes(wanted))
      count += hits.length
      if (!hits.length) return []
      return [h('h2', {}, group.title), h('ul', {}, ...hits.map(({ path, method, operation }) =>
        h('li', {}, h('a', { href: `#${operation.operationId}` }, h('span', { class: `method ${method}` }, method), operation.summary ?? path))))]
    })
    document.getElementById('contents').replaceChildren(...parts)
    document.getElementById('found').textContent = wanted ? `找到 ${count} 项` : `共 ${count} 项`
  }
  const search = document.getElementById('search')
  search.addEventListener('input', () => list(search.value.trim().toLowerCase()))
  list('')
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
}

fetch('/api/openapi.json').then((answer) => answer.json()).then(show).catch(() => {
  document.getElementById('content').replaceChildren(h('p', { class: 'plain', role: 'alert' }, '没有取到接口文档，请刷新重试。'))
})
