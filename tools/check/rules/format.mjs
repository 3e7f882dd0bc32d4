import { execFileSync } from 'node:child_process'

export const rule = 'format'
export const about = 'C++ as clang-format lays it out (./dev fmt mends it)'

export function check(tree) {
  if (!tree.cpp.length) return []
  try {
    execFileSync('clang-format', ['--dry-run', '--Werror', ...tree.cpp], { cwd: tree.root, stdio: 'pipe', maxBuffer: 1 << 26 })
    return []
  } catch (error) {
    if (error.code === 'ENOENT') return ['clang-format is not installed']
    const files = [...String(error.stderr).matchAll(/^(\S+?):\d+:\d+: error/gm)].map((match) => match[1])
    return [...new Set(files)].map((file) => `${file}: run ./dev fmt`)
  }
}
