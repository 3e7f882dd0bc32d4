export const rule = 'summaries'
export const about = 'every operation of docs/openapi.json has a Chinese summary, every tag a Chinese name'

const DOCUMENT = 'docs/openapi.json'
const CHINESE = /\p{Script=Han}/u

export function check(tree) {
  if (!tree.has(DOCUMENT)) return []
  const { paths = {}, tags = [] } = JSON.parse(tree.text(DOCUMENT))
  const mistakes = []
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId, summary }] of Object.entries(methods)) {
      if (!CHINESE.test(summary ?? '')) mistakes.push(`${DOCUMENT}: ${method} ${path} needs operation.${operationId} in policy/locale/zh-CN`)
    }
  }
  for (const { name, description } of tags) {
    if (!CHINESE.test(description ?? '')) mistakes.push(`${DOCUMENT}: the tag ${name} needs tag.${name} in policy/locale/zh-CN`)
  }
  return mistakes
}
