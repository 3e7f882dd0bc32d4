import { qualified, unqualified } from '../sql.mjs'

export const rule = 'schemas'
export const about = 'SQL names tables of its own schema, of used engines, and pub_ views of used modules; always with the schema'

export function check(tree) {
  const mistakes = []
  const schemas = new Set(tree.parts.keys())
  for (const file of tree.sql) {
    const own = tree.parts.get(tree.partOf(file))
    const say = (line, what) => mistakes.push(`${file}:${line}: ${what}`)
    for (const { schema, name, line } of qualified(tree.text(file), schemas)) {
      if (schema === own.name) continue
      const other = tree.parts.get(schema)
      if (!(own.declared ?? []).includes(schema)) say(line, `${schema}.${name}, but ${own.name} does not use ${schema}`)
      else if (other.layer === 'modules' && !name.startsWith('pub_')) say(line, `${schema}.${name} is ${schema}'s own; only its pub_ views are public`)
    }
    for (const { name, line } of unqualified(tree.text(file))) say(line, `${name} without its schema`)
  }
  return mistakes
}
