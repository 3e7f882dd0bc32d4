// Texts: no Chinese outside src/locale, every key a page asks for exists, every other language has the same keys.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src/', import.meta.url))
const files = folder => readdirSync(folder).flatMap(name => { const path = join(folder, name); return statSync(path).isDirectory() ? files(path) : [path] })
const flat = (value, prefix = '') => (typeof value === 'string' ? [prefix] : Object.entries(value).flatMap(([key, part]) => flat(part, prefix ? `${prefix}.${key}` : key)))
const keysOf = language => new Set(readdirSync(join(src, 'locale', language)).flatMap(name => flat(JSON.parse(readFileSync(join(src, 'locale', language, name), 'utf8')), name.replace('.json', ''))))
const main = keysOf('zh-CN'), mistakes = []
const groups = new Set([...main].flatMap(key => key.split('.').map((_, i, parts) => parts.slice(0, i).join('.'))))

for (const path of files(src)) {
  if (!/\.(ts|vue)$/.test(path) || /\.test\.ts$/.test(path) || path.includes('/locale/')) continue
  const name = relative(src, path), text = readFileSync(path, 'utf8')
  text.split('\n').forEach((line, i) => {
    const code = line.replace(/\/\/.*$|\/\*.*?\*\/|^\s*\*.*$|<!--.*?-->/g, '')
    if (/[\u3400-\u9fff\uff00-\uffef]/.test(code)) mistakes.push(`${name}:${i + 1}: text outside the locale files: ${line.trim().slice(0, 80)}`)
  })
  // t('key'), has('key'), and both arms of t(x ? 'a' : 'b'); keys built with ${...} are checked as a group.
  for (const [call] of text.matchAll(/\b(?:t|has)\((?:[^()]|\([^()]*\))*/g)) {
    for (const [, key] of call.matchAll(/'([a-z_]+(?:\.[a-z_0-9]+)+)'/g)) if (!main.has(key) && !groups.has(key)) mistakes.push(`${name}: no text for ${key}`)
    for (const [, group] of call.matchAll(/`([a-z_]+(?:\.[a-z_]+)*)\.\$\{/g)) if (!groups.has(group)) mistakes.push(`${name}: no texts under ${group}`)
  }
  for (const [, group] of text.matchAll(/\bword\('([a-z_.]+)'/g)) if (!groups.has(group)) mistakes.push(`${name}: no texts under ${group}`)
  for (const [, key] of text.matchAll(/title: '([a-z_]+(?:\.[a-z_]+)+)'/g)) if (!main.has(key)) mistakes.push(`${name}: no text for ${key}`)
}
for (const language of readdirSync(join(src, 'locale')).filter(name => name !== 'zh-CN')) {
  const other = keysOf(language)
  for (const key of main) if (!other.has(key)) mistakes.push(`${language}: missing ${key}`)
  for (const key of other) if (!main.has(key)) mistakes.push(`${language}: unknown ${key}`)
}
for (const mistake of mistakes) console.error(mistake)
console.log(`${main.size} texts, ${mistakes.length} mistakes`)
process.exit(mistakes.length ? 1 : 0)
