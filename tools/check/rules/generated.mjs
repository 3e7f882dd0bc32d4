import { WRITERS } from '../../docs/generated.mjs'

export const rule = 'generated'
export const about = 'checked-in files that programs write are as they write them (./dev generate)'

export function check(tree) {
  return WRITERS.flatMap((writer) => writer(tree)).flatMap(({ file, text }) => {
    const same = text === null || (tree.has(file) && tree.text(file) === text)
    return same ? [] : [`${file}: differs from what would be written; run ./dev generate`]
  })
}
