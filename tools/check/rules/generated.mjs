import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const rule = 'generated'
export const about = 'checked-in files that the program writes are as it writes them'

const GENERATED = [
  { command: 'openapi', file: 'docs/openapi.json' },
  { command: 'modules', file: 'MODULES.md' },
]

export function check(tree) {
  const program = join(tree.root, 'build/linli')
  if (!existsSync(program)) return []
  const ask = (...args) => execFileSync(program, args, { cwd: tree.root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 })
  const help = ask('--help')
  return GENERATED.filter(({ command }) => new RegExp(`^ +${command}\\b`, 'm').test(help)).flatMap(({ command, file }) => {
    const path = join(tree.root, file)
    const same = existsSync(path) && readFileSync(path, 'utf8') === ask(command)
    return same ? [] : [`${file}: differs; write it anew with build/linli ${command} > ${file}`]
  })
}
