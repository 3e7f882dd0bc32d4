import { GENERATED } from '../../docs/generated.mjs'

export const rule = 'generated'
export const about = 'checked-in files that programs write are as they write them (./dev generate)'

export function check(tree) {
  return GENERATED.flatMap(({ file, write }) => {
    const text = write(tree)
    const same = text === null || (tree.has(file) && tree.text(file) === text)
    return same ? [] : [`${file}: differs from what would be written; run ./dev generate`]
  })
}
