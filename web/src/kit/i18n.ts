import { createI18n } from 'vue-i18n'

/** Languages that have files under src/locale; the first is the default. */
export const languages = ['zh-CN'] as const
type Texts = Record<string, unknown>

const i18n = createI18n({ legacy: false, locale: 'zh-CN', fallbackLocale: 'zh-CN', messages: { 'zh-CN': {} } })

/** Adds an entry's texts: `{ kit, incidents }`, one file of src/locale/<language>/ a key. */
export function addTexts(texts: Texts, language: string = 'zh-CN') {
  i18n.global.mergeLocaleMessage(language, texts)
}

/** The text of a key, its {names} filled in. */
export function t(key: string, values: Record<string, unknown> = {}): string {
  return i18n.global.t(key, values)
}

/** Whether there is a text for a key: for words the server may add before the page knows them. */
export function has(key: string): boolean {
  return i18n.global.te(key)
}

/** The text of `prefix.word`, or the word itself (or `otherwise`) when the page does not know it yet. */
export function word(prefix: string, name: string | null | undefined, otherwise?: string): string {
  if (!name) return otherwise ?? ''
  return has(`${prefix}.${name}`) ? t(`${prefix}.${name}`) : (otherwise ?? name)
}
