// Files that are checked in and written by program: {file, write(tree) -> text, or null when it cannot be written yet}.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { modulesDocument } from './modules.mjs'

/** What `build/linli COMMAND` prints, if it knows the command. */
function fromProgram(tree, command) {
  const program = join(tree.root, 'build/linli')
  if (!existsSync(program)) return null
  const ask = (...args) => execFileSync(program, args, { cwd: tree.root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 })
  return new RegExp(`^ +${command}\\b`, 'm').test(ask('--help')) ? ask(command) : null
}

/** In this order: later ones read earlier ones. */
export const GENERATED = [
  { file: 'docs/openapi.json', write: (tree) => fromProgram(tree, 'openapi') },
  { file: 'MODULES.md', write: (tree) => (tree.has('MODULES.md') || tree.has('dev') ? modulesDocument(tree) : null) },
]
