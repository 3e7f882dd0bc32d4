import { ref } from 'vue'

/** How far this device's clock is behind the server's, in ms: read from the Date header of answers. */
let ahead = 0
/** The server's time, moved on every 20 s, so that what shows "today" or an age stays true. */
export const now = ref(Date.now())

export function serverNow(): number {
  return Date.now() + ahead
}

/** A time read off this device's clock, as the server would have it. */
export function fromDevice(at: number): number {
  return at + ahead
}

export function learnServerTime(date: string | null) {
  if (!date) return
  const at = Date.parse(date)
  if (Number.isNaN(at)) return
  const next = at - Date.now()
  if (Math.abs(next - ahead) > 1500) { // the header has whole seconds
    ahead = next
    now.value = serverNow()
  }
}

setInterval(() => { now.value = serverNow() }, 20_000)
