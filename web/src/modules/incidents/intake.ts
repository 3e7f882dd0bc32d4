import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import type { Located, Receipt } from '@/kit/api/types'
import { Problem } from '@/kit/api/http'
import { serverNow } from '@/kit/clock'
import { me } from '@/kit/session'
import { uuid7 } from '@/kit/uuid'
import { locate } from '@/modules/territory/api'
import { followIncident, reportIncident } from './api'

export interface IntakeDraft {
  id: string; source: string; phone: string; name: string; consent: boolean; call_back: boolean; address: string; lon: number | null; lat: number | null
  matter: string; description: string; urgency: 'normal' | 'urgent' | 'critical'; files: { digest: string; name: string; media_type: string }[]
}
const empty = (): IntakeDraft => ({ id: uuid7(), source: 'phone', phone: '', name: '', consent: false, call_back: true, address: '', lon: null, lat: null, matter: '', description: '', urgency: 'normal', files: [] })

/**
 * The telephone intake's draft: kept per person in this tab's session storage (it holds a caller's name and phone, so
 * it does not outlive the tab), shared by the small form of the workbench and the full page.
 */
export function useIntake() {
  const key = `linli.intake.${me.value?.account ?? ''}`
  const kept = sessionStorage.getItem(key)
  const draft = reactive<IntakeDraft>({ ...empty(), ...(kept ? JSON.parse(kept) as IntakeDraft : {}) })
  const savedAt = ref<number | null>(kept ? serverNow() : null), place = ref<Located | null>(null), outside = ref(false)
  const busy = ref(false), problem = ref<unknown>(), done = ref<Receipt | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  const touched = computed(() => !!(draft.phone || draft.name || draft.address || draft.description || draft.matter || draft.lon))

  watch(draft, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (!touched.value) return
      sessionStorage.setItem(key, JSON.stringify(draft))
      savedAt.value = serverNow()
    }, 400)
  })
  onBeforeUnmount(() => {
    clearTimeout(timer)
    if (touched.value && !done.value) sessionStorage.setItem(key, JSON.stringify(draft))
  })
  watch(() => [draft.lon, draft.lat], async () => {
    place.value = null
    outside.value = false
    if (draft.lon === null || draft.lat === null) return
    try { place.value = await locate(draft.lon, draft.lat) } catch (error) { outside.value = error instanceof Problem && error.code === 'outside_city' }
  }, { immediate: true })

  function clear() {
    sessionStorage.removeItem(key)
    Object.assign(draft, empty())
    savedAt.value = null
    problem.value = undefined
    done.value = null
  }
  async function submit() {
    busy.value = true
    problem.value = undefined
    try {
      done.value = await reportIncident({
        id: draft.id, matter: draft.matter, description: draft.description.trim(), urgency: draft.urgency, source: draft.source, self_handled: false,
        place: { lon: draft.lon!, lat: draft.lat!, system: 'wgs84', address: draft.address.trim() },
        attachments: draft.files.map(({ digest }) => ({ digest, stage: 'before' as const })),
        ...((draft.phone.trim() || draft.name.trim()) && { reporter: { name: draft.name.trim(), phone: draft.phone.trim(), consent: draft.consent, call_back: draft.call_back } }),
      })
      sessionStorage.removeItem(key)
      savedAt.value = null
    } catch (error) { problem.value = error } finally { busy.value = false }
  }
  /** The caller joins those who reported a case before, instead of a second one. */
  async function follow(incident: string) {
    busy.value = true
    problem.value = undefined
    try {
      done.value = await followIncident(incident, {
        id: draft.id, text: draft.description.trim(), source: ['phone', 'desk', 'elder_assisted'].includes(draft.source) ? draft.source : 'phone',
        attachments: draft.files.map(({ digest }) => ({ digest, stage: 'before' as const })),
        ...((draft.phone.trim() || draft.name.trim()) && { reporter: { name: draft.name.trim(), phone: draft.phone.trim(), consent: draft.consent, call_back: draft.call_back } }),
      })
      sessionStorage.removeItem(key)
      savedAt.value = null
    } catch (error) { problem.value = error } finally { busy.value = false }
  }
  return { follow, draft, savedAt, place, outside, busy, problem, done, touched, clear, submit }
}
