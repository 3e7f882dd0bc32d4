// ./dev generate: writes the generated files anew and says which changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Tree } from '../check/tree.mjs'
import { GENERATED } from './generated.mjs'

for (const { file, write } of GENERATED) {
  const text = write(new Tree(process.cwd()))
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null
  if (text === null) console.log(`${file}: cannot be written yet`)
  else if (text === before) console.log(`${file}: as it was`)
  else {
    writeFileSync(file, text)
    console.log(`${file}: written`)
  }
}
