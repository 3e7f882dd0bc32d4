// docs/components.md, written from what is installed: tools/packages*.txt and web/package-lock.json (DAT-07).

/** Rows of a list of Debian packages: `name # use | licence`. */
export function packagesIn(text) {
  return text.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('#')).map((line) => {
    const [, name, use = '', licence = ''] = line.match(/^(\S+)\s*(?:#\s*(.*?)\s*(?:\|\s*(\S.*?)\s*)?)?$/)
    return { name, use, licence }
  })
}

/** Packages of an npm lock: {name, version, licence, shipped, direct}; shipped ones travel to browsers. */
export function packagesOfLock(lock) {
  const own = lock.packages['']
  const direct = new Set([...Object.keys(own.dependencies ?? {}), ...Object.keys(own.devDependencies ?? {})])
  return Object.entries(lock.packages).filter(([path]) => path).map(([path, one]) => {
    const name = path.split('node_modules/').at(-1)
    return { name, version: one.version, licence: one.license ?? '', shipped: !one.dev, direct: direct.has(name) && path === `node_modules/${name}` }
  })
}

const table = (heads, rows) => [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')

function debian(tree, file) {
  return table(['package', 'for', 'licence'], packagesIn(tree.text(file)).map(({ name, use, licence }) => [`\`${name}\``, use, licence]))
}

/** The whole text of docs/components.md, or null where there is nothing to list. */
export function componentsDocument(tree) {
  if (!tree.has('tools/packages.txt') || !tree.has('web/package-lock.json')) return null
  const npm = packagesOfLock(JSON.parse(tree.text('web/package-lock.json')))
  const row = ({ name, version, licence }) => [`\`${name}\``, version, licence]
  const shipped = npm.filter((one) => one.shipped)
  const others = new Map()
  for (const { licence } of npm.filter((one) => !one.shipped && !one.direct)) others.set(licence || 'not stated', (others.get(licence || 'not stated') ?? 0) + 1)
  const counted = [...others].sort(([a], [b]) => (a < b ? -1 : 1))
  return `# Components and their licences

Written by \`./dev generate\` from \`tools/packages*.txt\` and \`web/package-lock.json\`; do not edit. Linli itself is under
Apache-2.0. Debian's packages are those of Debian 12 at their newest security release; the licence is that of the part we
use. Data that comes from elsewhere: \`reference/SOURCES.md\`.

## What the program builds on

${debian(tree, 'tools/packages.txt')}

PostgreSQL and PostGIS are programs of their own which Linli starts; the libraries are linked as shared ones, so each can be
replaced by a newer build of itself.

## What travels to browsers

${table(['package', 'version', 'licence'], shipped.map(row))}

## Tools of the web pages

${table(['package', 'version', 'licence'], npm.filter((one) => !one.shipped && one.direct).map(row))}

They bring further packages, which run on developers' machines alone:

${table(['licence', 'packages'], counted)}

## Tools for tests

${debian(tree, 'tools/packages-test.txt')}

${debian(tree, 'tools/packages-fuzz.txt')}

${debian(tree, 'tools/packages-bench.txt')}
`
}
