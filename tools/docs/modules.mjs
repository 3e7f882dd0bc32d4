// MODULES.md, written from the parts themselves: purpose from README.md, uses from CMakeLists.txt, routes from
// docs/openapi.json, tables from migrations, workflows and jobs by their files.
import { bare } from '../check/sql.mjs'

/** First paragraph below the heading of a part's README.md. */
function purpose(tree, part) {
  const file = `${part.folder}/README.md`
  if (!tree.has(file)) return '(no README.md)'
  const [paragraph = ''] = tree.text(file).replace(/^#.*\n+/, '').split(/\n\s*\n/)
  return paragraph.replace(/\s+/g, ' ').trim()
}

const below = (tree, folder, pattern) => tree.files.filter((file) => file.startsWith(`${folder}/`) && pattern.test(file))

function relations(tree, part) {
  const created = below(tree, part.folder, /\/migrations\/.*\.sql$/).flatMap((file) =>
    [...bare(tree.text(file)).matchAll(/\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(table|view)\s+(?:if\s+not\s+exists\s+)?([\w.]+)/g)])
  return created.filter(([, , name]) => name.startsWith(`${part.name}.`)).map(([, kind, name]) => ({ kind, name: name.slice(part.name.length + 1) }))
}

/** Operations of the OpenAPI document by tag. */
function operations(tree) {
  const byTag = new Map()
  if (!tree.has('docs/openapi.json')) return byTag
  for (const [path, methods] of Object.entries(JSON.parse(tree.text('docs/openapi.json')).paths ?? {})) {
    for (const [method, operation] of Object.entries(methods)) {
      for (const tag of operation?.tags ?? []) {
        if (!byTag.has(tag)) byTag.set(tag, [])
        byTag.get(tag).push({ method: method.toUpperCase(), path, id: operation.operationId })
      }
    }
  }
  return byTag
}

const list = (names) => names.map((name) => `\`${name}\``).join(' ')

function moduleSection(tree, part, routes) {
  const made = relations(tree, part)
  const lines = [`## ${part.name}`, '', purpose(tree, part), '']
  const say = (label, names) => { if (names.length) lines.push(`- ${label}: ${list(names)}`) }
  say('uses', part.declared ?? [])
  say('facade', below(tree, `${part.folder}/include/${part.name}`, /\.hpp$/).map((file) => file.split('/').slice(3).join('/')))
  say('tables', made.filter(({ kind }) => kind === 'table').map(({ name }) => name))
  say('public views', made.filter(({ kind, name }) => kind === 'view' && name.startsWith('pub_')).map(({ name }) => name))
  say('workflows', below(tree, `${part.folder}/workflows`, /\.yaml$/).map((file) => file.split('/').at(-1)))
  if (routes.length) {
    lines.push('', '| route | operation |', '|---|---|')
    for (const { method, path, id } of routes) lines.push(`| \`${method} ${path}\` | ${id} |`)
  }
  return lines.join('\n')
}

/** The whole text of MODULES.md. */
export function modulesDocument(tree) {
  const byTag = operations(tree)
  const parts = [...tree.parts.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const modules = parts.filter((part) => part.layer === 'modules' && part.declared)
  const engines = parts.filter((part) => part.layer === 'platform' && part.declared)
  const engineRows = engines.map((part) => `| [${part.name}](${part.folder}) | ${purpose(tree, part)} | ${list(part.declared)} |`)
  return `# Modules

Written by \`./dev generate\` from the modules themselves; do not edit. A module is a folder of \`modules/\`; other modules
see its \`include/\` and its \`pub_*\` views, nothing else.

${modules.map((part) => moduleSection(tree, part, byTag.get(part.name) ?? [])).join('\n\n')}

## Engines

What every module stands on; \`kernel/\` below them is pure code.

| engine | purpose | uses |
|---|---|---|
${engineRows.join('\n')}
`
}
