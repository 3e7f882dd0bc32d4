// Script each entry loads at first paint and by later pages, gzipped. Fails when the resident's first paint passes its limit.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist)))
const limits = { resident: 60 }
const size = file => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
function reach(key, later, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of [...(manifest[key].imports ?? []), ...(later ? manifest[key].dynamicImports ?? [] : [])]) reach(next, later, seen)
  return seen
}
const total = keys => [...new Set([...keys].map(key => manifest[key].file))].filter(file => file.endsWith('.js')).reduce((sum, file) => sum + size(file), 0)
const kb = bytes => (bytes / 1000).toFixed(1).padStart(7)
let tooBig = false
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isEntry) continue
  const name = key.replace(/\/?index\.html$/, '') || 'resident', first = total(reach(key, false)), css = [...reach(key, false)].flatMap(k => manifest[k].css ?? [])
  console.log(`${name.padEnd(9)} first paint ${kb(first)} kB script, ${kb([...new Set(css)].reduce((sum, file) => sum + size(file), 0))} kB css; everything ${kb(total(reach(key, true)))} kB script`)
  if (limits[name] && first > limits[name] * 1000) { console.error(`${name}: over its ${limits[name]} kB`); tooBig = true }
}
process.exit(tooBig ? 1 : 0)
