// DAT-07: everything the program is built on, links or sends to browsers is listed with its licence.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packagesIn, packagesOfLock } from '../../docs/components.mjs'

export const rule = 'components'
export const about = 'every component has a licence, every linked library is a listed package'
/** Requirements shown where the rule passes; counted by ./dev coverage. */
export const shows = ['DAT-07']

const ask = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
const sources = (names) => ask('dpkg-query', '-W', '-f', '${source:Package}\n', ...names).split('\n').filter(Boolean)

/** Libraries the program asks the loader for that no listed package (by its Debian source) brings. */
function linkedButNotListed(tree, listed) {
  const program = join(tree.root, 'build/linli')
  if (!existsSync(program) || !existsSync('/usr/bin/dpkg-query')) return []
  const known = new Set([...sources(listed), 'glibc', ...sources(['libstdc++6'])])
  const needed = new Set([...ask('readelf', '-d', program).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name]) => name))
  const paths = [...ask('ldd', program).matchAll(/^\s*(\S+) => (\/\S+)/gm)].filter(([, name]) => needed.has(name))
  return paths.flatMap(([, name, path]) => {
    // Debian 12 merged /lib into /usr/lib; its package lists know one of the two.
    const owners = [path, `/usr${path}`, path.replace(/^\/usr/, '')].flatMap((at) => {
      try { return ask('dpkg-query', '-S', at).split('\n').filter(Boolean).map((line) => line.split(':')[0]) } catch { return [] }
    })
    return owners.length && sources(owners).some((source) => known.has(source)) ? [] : [`build/linli links ${name}, which no package of tools/packages.txt brings`]
  })
}

export function check(tree) {
  const mistakes = [], listed = []
  for (const file of tree.files.filter((name) => /^tools\/packages.*\.txt$/.test(name))) {
    for (const { name, licence } of packagesIn(tree.text(file))) {
      listed.push(name)
      if (!licence) mistakes.push(`${file}: ${name} has no licence; write \`${name} # use | licence\``)
    }
  }
  if (tree.has('web/package-lock.json')) {
    for (const { name, licence, shipped } of packagesOfLock(JSON.parse(tree.text('web/package-lock.json'))))
      if (shipped && !licence) mistakes.push(`web/package-lock.json: ${name} travels to browsers and states no licence`)
  }
  return [...mistakes, ...(listed.length ? linkedButNotListed(tree, listed) : [])]
}
