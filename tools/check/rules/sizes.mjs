export const rule = 'sizes'
export const about = 'told, not enforced: median, ninetieth percentile, and files over 500 lines'

export function check() { return [] }

export function report(tree) {
  const web = tree.files.filter((file) => /^web\/.*\.(ts|vue|css)$/.test(file))
  return [['C++', tree.cpp], ['SQL', tree.sql], ['web', web]].filter(([, files]) => files.length).map(([name, files]) => {
    const sizes = files.map((file) => ({ file, lines: tree.lines(file).length - 1 })).sort((a, b) => a.lines - b.lines)
    const at = (share) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))].lines
    const large = sizes.filter(({ lines }) => lines > 500).map(({ file, lines }) => `${file} ${lines}`)
    return `${name}: ${files.length} files, median ${at(0.5)} lines, p90 ${at(0.9)}${large.length ? `, over 500: ${large.join(', ')}` : ''}`
  })
}
