// docs/requirements/*.md, one page a group: id, one line in our own words, and the tests that show it.

const CATALOGUE = 'docs/requirements/catalogue.yaml'
const GROUPS = 'docs/requirements/groups.yaml'

const pairs = (text) => text.split('\n').flatMap((line) => {
  const found = line.match(/^([\w-]+): (.+)$/)
  return found ? [[found[1], found[2]]] : []
})

/** Where the sources of tests claim to show an id: id -> Set of "file: test", by the tags that `./dev coverage` counts. */
export function claims(tree) {
  const found = new Map()
  const claim = (id, place) => found.set(id, (found.get(id) ?? new Set()).add(place))
  for (const file of tree.files.filter((name) => /^(kernel|platform|modules|server|tests)\/.*(_test\.cpp|\.spec\.ts)$/.test(name))) {
    let test = ''
    for (const line of tree.lines(file)) {
      const begun = line.match(/^TEST(?:_F|_P)?\((\w+), (\w+)\)/) ?? line.match(/\btest\(\s*(['"`])(.*?)\1/)
      if (begun) test = file.endsWith('.cpp') ? `${begun[1]}.${begun[2]}` : begun[2].replace(/\$\{.*?\}/g, '…')
      for (const [, id] of line.matchAll(/\b(?:LINLI_SHOWS|shows)\(['"]([A-Z]{3}-\d{2})['"]/g)) claim(id, `\`${file}\` ${test}`)
    }
  }
  for (const file of tree.files.filter((name) => /^tools\/check\/rules\/\w+\.mjs$/.test(name))) {
    for (const [, ids] of tree.text(file).matchAll(/^export const shows = \[(.*)\]/gm)) for (const id of ids.split(',')) claim(id.trim().replaceAll("'", ''), `\`./dev check\`: \`${file}\``)
  }
  // Scenario files name what they show in a line of their own.
  for (const file of tree.files.filter((name) => /\/scenarios\/.*\.yaml$/.test(name))) {
    for (const [, ids] of tree.text(file).matchAll(/^shows: \[(.*)\]/gm)) for (const id of ids.split(',')) claim(id.trim(), `\`${file}\``)
  }
  return found
}

/** Every page as {file, text}; an id nobody shows says so. */
export function requirementPages(tree) {
  if (!tree.has(CATALOGUE)) return []
  const groups = new Map(pairs(tree.text(GROUPS)))
  const shown = claims(tree)
  const byGroup = new Map()
  for (const [id, line] of pairs(tree.text(CATALOGUE))) byGroup.set(id.slice(0, 3), [...(byGroup.get(id.slice(0, 3)) ?? []), [id, line]])
  const head = 'Written by `./dev generate` from `catalogue.yaml` and the tests; do not edit.'
  const pages = [...byGroup].map(([group, lines]) => {
    const sections = lines.map(([id, line]) => {
      const places = [...(shown.get(id) ?? [])].sort()
      return `## ${id}\n\n${line}\n\n${places.length ? places.map((place) => `- ${place}`).join('\n') : 'Shown by no test yet.'}`
    })
    return { file: `docs/requirements/${group}.md`, text: `# ${groups.get(group) ?? group}\n\n${head}\n\n${sections.join('\n\n')}\n` }
  })
  const rows = [...byGroup].map(([group, lines]) => `| [${group}](${group}.md) | ${groups.get(group) ?? ''} | ${lines.length} | ${lines.filter(([id]) => shown.has(id)).length} |`)
  const index = `# Requirements

${head} Each page names the
tests whose assertions show a requirement; \`./dev coverage\` tells which of them ran and passed last.

| group | about | worked on | shown |
|---|---|---|---|
${rows.join('\n')}
`
  return [{ file: 'docs/requirements/README.md', text: index }, ...pages]
}
