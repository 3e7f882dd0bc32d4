import { expect, test } from 'vitest'
import { keyOf } from './key_name'

const press = (key: string, code: string, shiftKey = false) => keyOf({ key, code, shiftKey })

test('letters keep their name under an input method, capitals and Chinese punctuation', () => {
  expect(press('j', 'KeyJ')).toBe('j')
  expect(press('J', 'KeyJ')).toBe('j') // caps lock
  expect(press('X', 'KeyX', true)).toBe('X')
  expect(press('Process', 'KeyX')).toBe('x')
  expect(press('、', 'Slash')).toBe('/')
  expect(press('？', 'Slash', true)).toBe('?')
  expect(press('?', 'Minus', true)).toBe('?') // a German keyboard
  expect(press('Escape', 'Escape')).toBe('Escape')
})

test('a keyboard of another layout is taken by what it writes', () => {
  expect(press('a', 'KeyQ')).toBe('a')
})
