export const rule = 'texts'
export const about = 'every refusal has a status in policy/refusals and a Chinese text in policy/locale, each told once'

/** Keys two spaces deep below `section:` of a YAML file, with their lines. */
function keys(tree, file, section) {
  let inside = false
  return tree.lines(file).flatMap((line, at) => {
    if (/^\S/.test(line) && !line.startsWith('#')) inside = line.startsWith(`${section}:`)
    const key = inside && line.match(/^ {2}([\w.]+):\s*(.*)$/)
    return key ? [{ key: key[1], value: key[2], place: `${file}:${at + 1}` }] : []
  })
}

export function check(tree) {
  const mistakes = []
  const gather = (folder, section) => {
    const all = new Map()
    for (const file of tree.files.filter((one) => one.startsWith(folder) && one.endsWith('.yaml'))) {
      for (const { key, value, place } of keys(tree, file, section)) {
        if (all.has(key)) mistakes.push(`${place}: ${key} already stands at ${all.get(key).place}`)
        else all.set(key, { value, place })
      }
    }
    return all
  }
  const codes = gather('policy/refusals/', 'codes')
  const constraints = gather('policy/refusals/', 'constraints')
  const texts = gather('policy/locale/zh-CN/', 'refusal')
  for (const [code, { place }] of codes) if (!texts.has(code)) mistakes.push(`${place}: ${code} has no text in policy/locale/zh-CN`)
  // A mistake of one field has a text but no status of its own; its code is then named somewhere in C++.
  const literals = new Set(tree.cpp.flatMap((file) => [...tree.text(file).matchAll(/"(\w+)"/g)].map((match) => match[1])))
  for (const [code, { place }] of texts) if (!codes.has(code) && !literals.has(code)) mistakes.push(`${place}: nothing gives the refusal ${code}`)
  for (const [name, { value, place }] of constraints) if (!codes.has(value)) mistakes.push(`${place}: constraint ${name} names ${value}, which is no code`)
  for (const file of tree.cpp.filter((one) => !tree.isTest(one))) {
    tree.lines(file).forEach((line, at) => {
      for (const [, code] of line.matchAll(/\bRefused\s*[{(]\s*"(\w+)"\s*[,})]/g)) {
        if (!codes.has(code)) mistakes.push(`${file}:${at + 1}: ${code} stands in no file of policy/refusals`)
      }
    })
  }
  return mistakes
}
