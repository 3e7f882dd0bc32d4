import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { each } from '../../dev/process.mjs'

export const rule = 'lint'
export const about = 'clang-tidy on C++ changed since the main line (or the last commit); .clang-tidy says why each check is off'

/** Changed .cpp files, also those not committed yet. */
function changed(tree) {
  const git = (...args) => {
    try {
      return execFileSync('git', args, { cwd: tree.root, encoding: 'utf8', stdio: 'pipe' }).trim()
    } catch {
      return ''
    }
  }
  const head = git('rev-parse', 'HEAD'), base = git('merge-base', 'HEAD', 'origin/main')
  const since = base && base !== head ? base : git('rev-parse', 'HEAD~')
  const named = [git('diff', '--name-only', '--diff-filter=d', since || head), git('ls-files', '--others', '--exclude-standard')]
  return named.join('\n').split('\n').filter((file) => file.endsWith('.cpp') && tree.cpp.includes(file))
}

/** The file with every header of the project it reaches, and the rules: the same again need not be looked at again. */
function fingerprint(tree, file) {
  const reached = new Set()
  const walk = (one) => {
    if (reached.has(one)) return
    reached.add(one)
    for (const { header } of tree.includes(one)) if (header) walk(header)
  }
  walk(file)
  const hash = createHash('sha256').update(tree.has('.clang-tidy') ? tree.text('.clang-tidy') : '')
  for (const one of [...reached].sort()) hash.update(one).update(tree.text(one))
  return hash.digest('hex')
}

export async function check(tree) {
  if (!existsSync(join(tree.root, 'build/compile_commands.json'))) return []
  const clean = join(tree.root, 'build/lint')
  mkdirSync(clean, { recursive: true })
  const mistakes = []
  await each(changed(tree), availableParallelism(), (file) => new Promise((resolve) => {
    const stamp = join(clean, fingerprint(tree, file))
    if (existsSync(stamp)) return resolve()
    const args = ['-n', '10', 'clang-tidy', '--quiet', '-p', 'build', '--extra-arg=-Wno-unknown-warning-option', file]
    execFile('nice', args, { cwd: tree.root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      // What the compiler itself says (clang-diagnostic) is g++'s business, which builds with -Werror.
      const told = [...stdout.matchAll(/^(\S+?):(\d+):\d+: (?:warning|error): (.*\[(?!clang-diagnostic).*)$/gm)]
      for (const [, where, line, what] of told) mistakes.push(`${where.replace(`${tree.root}/`, '')}:${line}: ${what}`)
      if (error && /clang-tidy.*No such file/.test(stderr)) mistakes.push('clang-tidy is not installed')
      else if (!error) writeFileSync(stamp, '')
      resolve()
    })
  }))
  return [...new Set(mistakes)].sort()
}
