/** Says in passing that something is done: shown for a few seconds, read aloud, never in the way. */
export function say(text: string, seconds = 4) {
  let holder = document.querySelector<HTMLElement>('.toasts')
  if (!holder) {
    holder = document.createElement('div')
    holder.className = 'toasts'
    holder.setAttribute('role', 'status')
    document.body.append(holder)
  }
  const line = document.createElement('p')
  line.textContent = text
  holder.append(line)
  setTimeout(() => line.remove(), seconds * 1000)
}
