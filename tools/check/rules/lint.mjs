import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
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

export async function check(tree) {
  if (!existsSync(join(tree.root, 'build/compile_commands.json'))) return []
  const mistakes = []
  await each(changed(tree), availableParallelism(), (file) => new Promise((resolve) => {
    execFile('clang-tidy', ['--quiet', '-p', 'build', '--extra-arg=-Wno-unknown-warning-option', file], { cwd: tree.root, maxBuffer: 1 << 26 }, (error, stdout) => {
      // What the compiler itself says (clang-diagnostic) is g++'s business, which builds with -Werror.
      const told = [...stdout.matchAll(/^(\S+?):(\d+):\d+: (?:warning|error): (.*\[(?!clang-diagnostic).*)$/gm)]
      for (const [, where, line, what] of told) mistakes.push(`${where.replace(`${tree.root}/`, '')}:${line}: ${what}`)
      if (error?.code === 'ENOENT') mistakes.push('clang-tidy is not installed')
      resolve()
    })
  }))
  return [...new Set(mistakes)].sort()
}
