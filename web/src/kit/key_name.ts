/** The key as people name it: by place on the keyboard where an input method has taken the letter. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (['?', '\uff1f'].includes(event.key)) return '?'
  if (event.code === 'Slash') return event.shiftKey ? '?' : '/'
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  if (letter && !/^[a-z]$/i.test(event.key)) return event.shiftKey ? letter : letter.toLowerCase()
  return letter ? (event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key
}
