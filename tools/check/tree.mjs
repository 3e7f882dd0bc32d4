// The project as the rules see it: files, and the parts they make up.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const SKIPPED = /^(\..*|build.*|node_modules|data|dist|test-results|shots)$/
export const LAYERS = ['kernel', 'platform', 'modules', 'server', 'tests']

export class Tree {
  #texts = new Map()

  constructor(root) {
    this.root = root
    this.files = this.#walk('').sort()
    this.parts = this.#findParts()
  }

  #walk(folder) {
    return readdirSync(join(this.root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (!entry.isDirectory()) return [path]
      return SKIPPED.test(entry.name) ? [] : this.#walk(path)
    })
  }

  has(path) {
    this.known ??= new Set(this.files)
    return this.known.has(path)
  }

  text(path) {
    if (!this.#texts.has(path)) this.#texts.set(path, readFileSync(join(this.root, path), 'utf8'))
    return this.#texts.get(path)
  }

  lines(path) {
    return this.text(path).split('\n')
  }

  /** C++ of the project. */
  get cpp() {
    return this.files.filter((file) => /^(kernel|platform|modules|server|tests|bench)\/.*\.(cpp|hpp)$/.test(file))
  }

  /** Queries and migrations. */
  get sql() {
    return this.files.filter((file) => /^(platform|modules)\/.*\.sql$/.test(file) && !/\/tests?\//.test(file))
  }

  #findParts() {
    const parts = new Map()
    for (const file of this.files) {
      const name = this.partOf(file)
      if (!name || parts.has(name)) continue
      const [layer] = file.split('/')
      const folder = layer === 'platform' || layer === 'modules' ? (name === 'resources' ? 'platform' : `${layer}/${name}`) : layer
      parts.set(name, { name, layer: LAYERS.includes(layer) ? layer : 'tests', folder, ...this.#declared(folder) })
    }
    return parts
  }

  /** What a part's CMakeLists.txt says it uses; null when it declares no library of its own. */
  #declared(folder) {
    const file = `${folder}/CMakeLists.txt`
    if (!this.files.includes(file)) return { declared: null, library: null, cmake: file }
    const call = this.text(file).replace(/#.*/g, '').match(/linli_library\(\s*(\w+)([^)]*)\)/)
    if (!call) return { declared: null, library: null, cmake: file }
    const words = call[2].split(/\s+/).filter(Boolean)
    const from = words.indexOf('USES')
    const rest = from < 0 ? [] : words.slice(from + 1)
    const to = rest.indexOf('LIBS')
    return { declared: to < 0 ? rest : rest.slice(0, to), library: call[1], cmake: file }
  }

  /** The part a file belongs to, `undefined` for what is in none (docs, tools, web ...). */
  partOf(file) {
    const [layer, folder, ...rest] = file.split('/')
    if (layer === 'kernel' || layer === 'server' || layer === 'tests' || layer === 'bench') return layer
    if (layer === 'platform') return rest.length ? folder : 'resources'
    if (layer === 'modules' && rest.length) return folder
    return undefined
  }

  /** Whether the file is only part of test programs: by its name, or as a header that only such files include. */
  isTest(file, seen = []) {
    const named = (one) => /_test\.[ch]pp$|\/tests\/|^(tests|bench)\//.test(one)
    if (named(file) || !file.endsWith('.hpp')) return named(file)
    const users = this.#usersOf(file)
    return users.length > 0 && users.every((user) => !seen.includes(user) && this.isTest(user, [...seen, file]))
  }

  /** Files of the same part that include this header. */
  #usersOf(header) {
    if (!this.users) {
      this.users = new Map()
      for (const file of this.cpp) {
        for (const { resolved } of this.includes(file)) {
          if (resolved) this.users.set(resolved, [...(this.users.get(resolved) ?? []), file])
        }
      }
    }
    return this.users.get(header) ?? []
  }

  /**
   * Project headers a C++ file includes: {line, path, part, private, header, resolved}; part `undefined` when it is nowhere,
   * `header` is the file found, `resolved` the same when it lies in the same part.
   */
  includes(file) {
    return this.lines(file).flatMap((text, at) => {
      const match = text.match(/^\s*#\s*include\s*(["<])([^">]+)[">]/)
      if (!match) return []
      const path = match[2]
      if (match[1] === '<' && !/^(kernel|platform|modules|server)\//.test(path)) return []
      return [{ line: at + 1, path, ...this.#resolve(file, path) }]
    })
  }

  #resolve(file, path) {
    const own = this.partOf(file)
    const generated = path.match(/^(\w+)_sql\.hpp$/)
    if (generated) return { part: generated[1], private: generated[1] !== own }
    const folder = this.parts?.get(own)?.folder ?? ''
    const near = file.slice(0, file.lastIndexOf('/'))
    const places = [`${near}/${path}`, `${folder}/${path}`, `${folder}/src/${path}`, `${folder}/tests/${path}`]
    const resolved = places.find((place) => this.has(place))
    if (resolved) return { part: own, private: false, resolved, header: resolved }
    const module = path.split('/')[0]
    const facade = `modules/${module}/include/${path}`
    if (this.has(facade)) return { part: module, private: false, header: facade }
    if (!this.has(path)) return { part: undefined, private: false }
    const part = this.partOf(path)
    const hidden = path.startsWith('modules/') || /^platform\/\w+\/src\//.test(path)
    return { part, private: hidden && part !== own, resolved: part === own ? path : undefined, header: path }
  }
}
