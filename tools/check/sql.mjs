// Reading SQL only as far as the rules need it.

/** The text with comments and string literals blanked, line for line. */
export function bare(text) {
  const blank = (match) => match.replace(/[^\n]/g, ' ')
  return text.replace(/--.*/g, blank).replace(/\/\*[\s\S]*?\*\//g, blank).replace(/'(?:[^']|'')*'/g, blank).toLowerCase()
}

export const lineAt = (text, index) => text.slice(0, index).split('\n').length

const TABLE_AFTER = [
  /\b(?<!distinct )from\s+(?:only\s+)?/g, /\bjoin\s+(?:lateral\s+)?/g, /\binsert\s+into\s+/g, /\bdelete\s+from\s+(?:only\s+)?/g,
  /\bupdate\s+(?:only\s+)?(?=[\w.]+\s+(?:as\s+)?(?:\w+\s+)?set\b)/g, /\breferences\s+/g,
  /\b(?:create|alter|drop)\s+(?:unlogged\s+)?(?:table|view|materialized view|sequence|type|domain)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?/g,
  /\b(?:create|drop)\s+(?:or\s+replace\s+)?(?:function|procedure|view)\s+(?:if\s+exists\s+)?/g,
  /\bcreate\s+(?:unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?\w+\s+on\s+(?:only\s+)?/g,
]

/** Tables named without a schema: [{name, line}]. Common table expressions, functions and pg_ catalogues are none. */
export function unqualified(text) {
  const sql = bare(text).replace(/\b(extract|substring|trim|overlay|position)\s*\(([^()]*?)\bfrom\b/g, (m) => m.replace(/from$/, '    '))
  const named = new Set([...sql.matchAll(/\b(\w+)\s*(?:\([^()]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s+)?\(/g)].map((match) => match[1]))
  const found = []
  for (const pattern of TABLE_AFTER) {
    for (const match of sql.matchAll(pattern)) {
      const at = match.index + match[0].length
      const name = sql.slice(at).match(/^([a-z_]\w*)\s*([.(]?)/)
      if (!name || name[2] === '.') continue
      const functionCall = name[2] === '(' && /^(\bfrom|join)/.test(match[0])
      const keyword = /^(select|lateral|values|unnest|null|set)$/.test(name[1])
      if (functionCall || keyword || named.has(name[1]) || name[1].startsWith('pg_')) continue
      found.push({ name: name[1], line: lineAt(sql, at) })
    }
  }
  return found
}

/** Everything written `schema.name` for one of `schemas`: [{schema, name, line}]. */
export function qualified(text, schemas) {
  const sql = bare(text)
  return [...sql.matchAll(/(?<![\w.])([a-z_]\w*)\.([a-z_]\w*)/g)]
    .filter((match) => schemas.has(match[1]))
    .map((match) => ({ schema: match[1], name: match[2], line: lineAt(sql, match.index) }))
}
