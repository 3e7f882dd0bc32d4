// ./dev generate: writes the generated files anew and says which changed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Tree } from '../check/tree.mjs'
import { WRITERS } from './generated.mjs'

for (const writer of WRITERS) {
  for (const { file, text } of writer(new Tree(process.cwd()))) {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : null
    if (text === null) console.log(`${file}: cannot be written yet`)
    else if (text === before) console.log(`${file}: as it was`)
    else {
      writeFileSync(file, text)
      console.log(`${file}: written`)
    }
  }
}
