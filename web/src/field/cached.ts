import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import { Problem } from '@/kit/api/http'
import { me } from '@/kit/session'
import { db } from './db'

/** The last known answer at once, the server's when it comes; offline the last known with its age. */
export function useCached<T>(name: Ref<string> | string, fetcher: () => Promise<T>, everyMs = 0) {
  const data = shallowRef<T>(), at = ref(0), problem = ref<Problem>(), busy = ref(false)
  const key = () => `${me.value?.account ?? ''}/${typeof name === 'string' ? name : name.value}`
  async function refresh() {
    busy.value = true
    const mine = key()
    try {
      const value = await fetcher()
      if (mine !== key()) return
      data.value = value
      at.value = Date.now()
      problem.value = undefined
      await db.cache.put({ key: mine, account: me.value?.account ?? '', value: JSON.parse(JSON.stringify(value)) as unknown, at: at.value })
    } catch (error) {
      problem.value = error instanceof Problem ? error : new Problem(0, 'unknown', String(error))
    } finally { busy.value = false }
  }
  async function start() {
    const mine = key(), kept = await db.cache.get(mine)
    if (kept && mine === key() && !at.value) {
      data.value = kept.value as T
      at.value = kept.at
    }
    await refresh()
  }
  let timer: ReturnType<typeof setInterval> | undefined
  const again = () => void refresh()
  onMounted(() => {
    void start()
    addEventListener('online', again)
    if (everyMs) timer = setInterval(() => { if (!document.hidden) void refresh() }, everyMs)
  })
  onBeforeUnmount(() => { removeEventListener('online', again); clearInterval(timer) })
  if (typeof name !== 'string') watch(name, () => { data.value = undefined; at.value = 0; void start() })
  return { data, at, problem, busy, refresh }
}

/** One value kept on this phone, such as who was signed in when the network went. */
export async function remember(key: string, value: unknown, account = '') { await db.cache.put({ key, account, value: JSON.parse(JSON.stringify(value)) as unknown, at: Date.now() }) }
export async function recall<T>(key: string): Promise<T | undefined> { return (await db.cache.get(key))?.value as T | undefined }
