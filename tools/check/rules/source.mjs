export const rule = 'source'
export const about = 'C++ is ASCII (Chinese stands in locale and policy files), headers start with #pragma once, no using namespace in them'

export function check(tree) {
  const mistakes = []
  for (const file of tree.cpp) {
    tree.lines(file).forEach((line, at) => {
      // eslint-disable-next-line no-control-regex
      if (/[^\x00-\x7f]/.test(line)) mistakes.push(`${file}:${at + 1}: not ASCII`)
      if (/\t/.test(line)) mistakes.push(`${file}:${at + 1}: a tab`)
      if (file.endsWith('.hpp') && /^\s*using namespace/.test(line)) mistakes.push(`${file}:${at + 1}: using namespace in a header`)
    })
    const first = tree.lines(file).find((line) => line.trim() && !line.startsWith('//'))
    if (file.endsWith('.hpp') && first !== '#pragma once') mistakes.push(`${file}:1: a header starts with #pragma once`)
  }
  return mistakes
}
