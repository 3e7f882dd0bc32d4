// Files that are checked in and written by program: each writer gives [{file, text}]; text is null when it cannot be
// written yet.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { componentsDocument } from './components.mjs'
import { modulesDocument } from './modules.mjs'
import { requirementPages } from './requirements.mjs'

/** What `build/linli COMMAND` prints, if it knows the command. */
function fromProgram(tree, command) {
  const program = join(tree.root, 'build/linli')
  if (!existsSync(program)) return null
  const ask = (...args) => execFileSync(program, args, { cwd: tree.root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 28 })
  return new RegExp(`^ +${command}\\b`, 'm').test(ask('--help')) ? ask(command) : null
}

/** In this order: later ones read what earlier ones wrote. */
export const WRITERS = [
  (tree) => [{ file: 'docs/openapi.json', text: fromProgram(tree, 'openapi') }],
  (tree) => [{ file: 'MODULES.md', text: tree.has('MODULES.md') || tree.has('dev') ? modulesDocument(tree) : null }],
  (tree) => [{ file: 'docs/components.md', text: componentsDocument(tree) }],
  requirementPages,
]
