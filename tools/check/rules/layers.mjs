import { LAYERS } from '../tree.mjs'

export const rule = 'layers'
export const about = 'kernel <- platform <- modules <- server; another module only through its include/ folder'

const FOR_TESTS = new Set(['testing'])

export function check(tree) {
  const mistakes = []
  for (const file of tree.cpp) {
    const own = tree.partOf(file)
    const rank = LAYERS.indexOf(tree.parts.get(own).layer)
    for (const include of tree.includes(file)) {
      const say = (what) => mistakes.push(`${file}:${include.line}: ${what}`)
      if (include.path.includes('../')) say(`${include.path} climbs out of its folder`)
      else if (include.part === undefined && file.startsWith('bench/')) continue // measurements may look inside a part
      else if (include.part === undefined) say(`${include.path} is no header of the project`)
      else if (include.private) say(`${include.path} is private to ${include.part}`)
      else if (include.part === own) continue
      else if (FOR_TESTS.has(include.part)) {
        if (!tree.isTest(file)) say(`${include.path} is for tests`)
      } else if (LAYERS.indexOf(tree.parts.get(include.part).layer) > rank) {
        say(`${tree.parts.get(own).layer} must not use ${tree.parts.get(include.part).layer} (${include.path})`)
      }
    }
  }
  return mistakes
}
