import { beforeAll, expect, test } from 'vitest'
import { addTexts, has, language, t, word } from './i18n'

beforeAll(() => {
  addTexts({ a: { left: '剩 {span}', state: { done: '待核查' } } })
  addTexts({ a: { left: '{span} left' } }, 'en')
})
test('fills in names and keeps what it does not know', () => {
  expect(t('a.left', { span: '3工作时' })).toBe('剩 3工作时')
  expect(t('a.left')).toBe('剩 {span}')
})
test('a missing key shows itself', () => {
  expect(t('a.nothing')).toBe('a.nothing')
  expect(has('a.nothing')).toBe(false)
  expect(has('a.state')).toBe(false)
})
test('words of the server', () => {
  expect(word('a.state', 'done')).toBe('待核查')
  expect(word('a.state', 'new_state')).toBe('new_state')
  expect(word('a.state', null)).toBe('')
})
test('another language falls back to the first', () => {
  language.value = 'en'
  expect(t('a.left', { span: '3 h' })).toBe('3 h left')
  expect(t('a.state.done')).toBe('待核查')
  language.value = 'zh-CN'
})
