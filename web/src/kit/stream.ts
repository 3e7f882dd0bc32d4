import { ref } from 'vue'

/** What the server tells of: only ids; what changed is then asked for with the person's own rights. */
export interface Tidings { topic: 'incident' | 'notice'; id: string; data: Record<string, unknown> }
const listeners = new Set<(tidings: Tidings) => void>()
let source: EventSource | undefined
/** Whether the event stream is up; pages say how old they are when it is not. */
export const live = ref(false)

function receive(topic: Tidings['topic']) {
  return (event: MessageEvent<string>) => {
    let data: Record<string, unknown> = {}
    try { data = JSON.parse(event.data) as Record<string, unknown> } catch { /* an id alone */ data = { id: event.data } }
    for (const listener of listeners) listener({ topic, id: String(data.id ?? ''), data })
  }
}

/** Opens the stream; the browser resumes it by itself with Last-Event-ID. */
export function openStream() {
  if (source) return
  source = new EventSource('/api/v1/stream')
  source.onopen = () => { live.value = true }
  source.onerror = () => { live.value = false }
  for (const topic of ['incident', 'notice'] as const) source.addEventListener(topic, receive(topic))
}

export function closeStream() {
  source?.close()
  source = undefined
  live.value = false
}

/** Calls `listener` for every event until the returned function is called. */
export function onTidings(listener: (tidings: Tidings) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
