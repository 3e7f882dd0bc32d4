import { qualified } from '../sql.mjs'

export const rule = 'uses'
export const about = 'USES in CMakeLists.txt = what includes and queries use, both ways; no circles'

/** Part -> parts it uses, each with the first place: {part: 'file:line'}. */
function used(tree, name) {
  const found = new Map()
  const note = (part, place) => { if (part && part !== name && !found.has(part)) found.set(part, place) }
  for (const file of tree.cpp) {
    if (tree.partOf(file) !== name) continue
    for (const include of tree.includes(file)) note(include.part, `${file}:${include.line}`)
  }
  const schemas = new Set(tree.parts.keys())
  for (const file of tree.sql) {
    if (tree.partOf(file) !== name) continue
    note('db', file) // a query is a db::Statement
    if (file.includes('/migrations/')) found.delete('db')
    for (const table of qualified(tree.text(file), schemas)) note(table.schema, `${file}:${table.line}`)
  }
  return found
}

export function check(tree) {
  const mistakes = []
  for (const part of tree.parts.values()) {
    if (part.declared === null) continue
    if (part.library !== part.name) mistakes.push(`${part.cmake}: the library of this folder is called ${part.name}, not ${part.library}`)
    const uses = used(tree, part.name)
    for (const [name, place] of uses) {
      // Every test program links the test library anyway.
      if (name !== 'testing' && !part.declared.includes(name)) mistakes.push(`${part.cmake}: uses ${name} (${place}) but does not say so`)
    }
    for (const name of part.declared) {
      if (!tree.parts.has(name)) mistakes.push(`${part.cmake}: there is no part ${name}`)
      else if (!uses.has(name)) mistakes.push(`${part.cmake}: says it uses ${name}, which nothing in it does`)
    }
  }
  return [...mistakes, ...circles(tree)]
}

function circles(tree) {
  const mistakes = [], done = new Set()
  const walk = (name, path) => {
    if (path.includes(name)) {
      mistakes.push(`circle: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`)
      return
    }
    if (done.has(name)) return
    for (const next of tree.parts.get(name)?.declared ?? []) walk(next, [...path, name])
    done.add(name)
  }
  for (const name of tree.parts.keys()) walk(name, [])
  return mistakes
}
