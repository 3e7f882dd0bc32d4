import { reactive, ref } from 'vue'

/**
 * Texts by key, with {names} filled in. Kept small on purpose: the resident's first page may carry 60 kB of script,
 * and an i18n library alone takes a third of that. Texts lie in src/locale/<language>/<part>.json.
 */
type Texts = { [key: string]: string | Texts }

const fallback = 'zh-CN'
export const language = ref(fallback)
const messages = reactive<Record<string, Texts>>({})

/** Adds an entry's texts: `{ kit, incidents }`, one file a key. */
export function addTexts(texts: Texts, of: string = fallback) {
  messages[of] = { ...messages[of], ...texts }
}

function find(of: string, key: string): string | undefined {
  let at: string | Texts | undefined = messages[of]
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined
  return typeof at === 'string' ? at : undefined
}

/** Whether there is a text for a key: for words the server may add before the page knows them. */
export function has(key: string): boolean {
  return (find(language.value, key) ?? find(fallback, key)) !== undefined
}

/** The text of a key, or the key itself, so that a missing one is seen and not hidden. */
export function t(key: string, values: Record<string, unknown> = {}): string {
  const text = find(language.value, key) ?? find(fallback, key) ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name] ?? '') : whole))
}

/** The text of `prefix.word`, or `otherwise`, or the word itself when the page does not know it yet. */
export function word(prefix: string, name: string | null | undefined, otherwise?: string): string {
  if (!name) return otherwise ?? ''
  return has(`${prefix}.${name}`) ? t(`${prefix}.${name}`) : (otherwise ?? name)
}
