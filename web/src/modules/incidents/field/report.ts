import { computed, onBeforeUnmount, onMounted, reactive, ref, watch } from 'vue'
import { serverNow } from '@/kit/clock'
import { Problem } from '@/kit/api/http'
import type { Catalogue, Duplicate, Located, Urgency } from '@/kit/api/types'
import { herePosition } from '@/kit/position'
import { me, scope } from '@/kit/session'
import { uuid7 } from '@/kit/uuid'
import { recall, remember, useCached } from '@/field/cached'
import { db } from '@/field/db'
import { dropKept, keep, keptBlob, online, submit } from '@/field/outbox'
import { takeIn, type Taken } from '@/field/photos'
import { rememberPlace } from '@/field/stamp'
import type { PhotoUse } from '@/modules/photos/api'
import { locate } from '@/modules/territory/api'
import { findDuplicates, readCatalogue } from '../api'
import { barredOptions, byPlace } from '../channels'
import { suggestMatters } from './suggest'

export interface FieldPhoto extends Taken { stage: 'before' | 'after'; sound?: number }
interface Draft {
  id: string; photos: Omit<FieldPhoto, 'url'>[]; self: boolean; matter: string; text: string; urgency: Urgency
  lon: number | null; lat: number | null; accuracy: number | null; picked: boolean; address: string
}
const empty = (self: boolean): Draft => ({ id: uuid7(), photos: [], self, matter: '', text: '', urgency: 'normal', lon: null, lat: null, accuracy: null, picked: false, address: '' })

/** The report one is making on the phone: saved with every change, sent or kept for later by the outbox. */
export function useReport(self: boolean) {
  const account = me.value?.account ?? '', key = `${account}/report`
  const draft = reactive<Draft>(empty(self))
  const photos = ref<FieldPhoto[]>([]), savedAt = ref(0), place = ref<Located | null>(null), placing = ref(false), outside = ref(false)
  const near = ref<Duplicate[]>([]), uses = ref<Record<string, number>>({}), busy = ref(false)
  // What may be filed depends on the district: the own one is kept for work without a network.
  const home = (scope()?.prefix ?? '').slice(0, 6), area = computed(() => place.value?.grid.code.slice(0, 6) ?? (home.length === 6 ? home : ''))
  const catalogue = useCached<Catalogue>(computed(() => (area.value === home || !area.value ? 'matters' : `matters/${area.value}`)), () => readCatalogue('collector', undefined, area.value || undefined))
  let ready = false, timer: ReturnType<typeof setTimeout> | undefined
  const touched = computed(() => draft.photos.length > 0 || !!draft.text || !!draft.matter)

  async function save() {
    clearTimeout(timer)
    if (!ready || !touched.value) return
    await db.drafts.put({ key, account, value: JSON.parse(JSON.stringify(draft)) as unknown, at: serverNow() })
    savedAt.value = serverNow()
  }
  // A choice is kept at once, typing when it pauses, and both before the page goes away.
  watch(() => ({ ...draft, text: '', address: '', photos: draft.photos.map(photo => photo.name + photo.stage) }), () => void save(), { deep: true })
  watch(() => draft.text + draft.address, () => { clearTimeout(timer); timer = setTimeout(() => void save(), 300) })
  const leaving = () => void save()

  onMounted(async () => {
    addEventListener('pagehide', leaving)
    uses.value = await recall<Record<string, number>>(`${account}/uses`) ?? {}
    const kept = await db.drafts.get(key)
    if (kept) {
      Object.assign(draft, kept.value as Draft)
      if (self) draft.self = true
      savedAt.value = kept.at
      for (const photo of draft.photos) {
        const blob = await keptBlob(photo.name)
        if (blob) photos.value.push({ ...photo, url: URL.createObjectURL(blob) })
      }
    }
    ready = true
    if (!draft.picked) void findPlace()
  })
  onBeforeUnmount(() => {
    removeEventListener('pagehide', leaving)
    void save()
    for (const photo of photos.value) URL.revokeObjectURL(photo.url)
  })

  async function findPlace() {
    placing.value = true
    try {
      const found = await herePosition()
      Object.assign(draft, { lon: found.lon, lat: found.lat, accuracy: found.accuracy_m, picked: false })
    } catch { /* said on the page: no position */ } finally { placing.value = false }
  }
  function pickPlace(lon: number, lat: number) { Object.assign(draft, { lon, lat, accuracy: null, picked: true }) }
  watch(() => [draft.lon, draft.lat, online.value], async () => {
    place.value = null
    outside.value = false
    if (draft.lon === null || draft.lat === null || !online.value) return
    try {
      place.value = await locate(draft.lon, draft.lat)
      if (!draft.picked) rememberPlace(draft.lon, draft.lat, place.value.grid.name)
    } catch (error) { outside.value = error instanceof Problem && error.code === 'outside_city' }
  })
  watch(() => [draft.lon, draft.lat, draft.matter, online.value], async () => {
    near.value = []
    if (draft.lon === null || draft.lat === null || !draft.matter || !online.value) return
    try { near.value = (await findDuplicates({ matter: draft.matter, lon: draft.lon, lat: draft.lat })).filter(found => found.number) } catch { /* only a hint */ }
  })

  const stageNow = computed(() => (draft.self && photos.value.some(photo => photo.stage === 'before' && !photo.sound) ? 'after' : 'before'))
  async function addPhoto(file: File) {
    const { shot, photo: { url, ...taken } } = await takeIn(file, { drawn: show, used: tell }), photo = { ...taken, stage: stageNow.value as 'before' | 'after' }
    draft.photos.push(photo)
    photos.value.push({ ...photo, url })
    if (shot.lon !== undefined && shot.lat !== undefined && draft.lon === null) Object.assign(draft, { lon: shot.lon, lat: shot.lat })
  }
  function show(name: string, blob: Blob | undefined) {
    const photo = photos.value.find(shown => shown.name === name)
    if (!photo || !blob) return
    URL.revokeObjectURL(photo.url)
    photo.url = URL.createObjectURL(blob)
  }
  function tell(name: string, uses: PhotoUse[]) {
    for (const list of [draft.photos, photos.value]) for (const photo of list) if (photo.name === name) photo.uses = uses
  }
  async function addSound(blob: Blob, seconds: number) {
    const takenAt = new Date(serverNow()).toISOString(), name = await keep({ blob, takenAt })
    draft.photos.push({ name, stage: 'before', takenAt, sound: seconds })
    photos.value.push({ name, stage: 'before', takenAt, sound: seconds, url: '' })
  }
  function swapStage(photo: FieldPhoto) {
    photo.stage = photo.stage === 'before' ? 'after' : 'before'
    for (const other of draft.photos) if (other.name === photo.name) other.stage = photo.stage
  }
  async function dropPhoto(photo: FieldPhoto) {
    if (photo.url) URL.revokeObjectURL(photo.url)
    photos.value = photos.value.filter(other => other.name !== photo.name)
    draft.photos = draft.photos.filter(other => other.name !== photo.name)
    await dropKept(photo.name)
  }

  const matters = computed(() => catalogue.data.value?.items ?? [])
  /** Handling on the spot offers what is on the city's list for it. */
  const offered = computed(() => (draft.self ? byPlace(matters.value).here.filter(found => found.self_handled) : byPlace(matters.value).here))
  const elsewhere = computed(() => barredOptions(matters.value))
  const chips = computed(() => {
    const found = suggestMatters(offered.value, draft.text, uses.value)
    const chosen = matters.value.find(matter => matter.code === draft.matter)
    return chosen && !found.some(chip => chip.matter.code === chosen.code) ? [{ matter: chosen, suggested: false }, ...found.slice(1)] : found
  })
  const matter = computed(() => matters.value.find(found => found.code === draft.matter))
  const pictures = computed(() => photos.value.filter(photo => !photo.sound))
  /** The first thing still missing, as a key of field.report. */
  const missing = computed(() => {
    if (!pictures.value.length) return 'need_photo'
    if (draft.self && !pictures.value.some(photo => photo.stage === 'after')) return 'self_after'
    if (draft.lon === null) return 'need_place'
    return draft.matter ? '' : 'need_matter'
  })

  function body() {
    return {
      id: draft.id, matter: draft.matter, description: draft.text.trim(), urgency: draft.urgency, source: 'patrol', self_handled: draft.self && !!matter.value?.self_handled,
      place: { lon: draft.lon!, lat: draft.lat!, system: 'wgs84', address: draft.address.trim() || (place.value?.grid.name ?? ''), ...(draft.accuracy !== null && { accuracy_m: Math.round(draft.accuracy) }) },
      attachments: draft.photos.map(photo => ({ digest: photo.name, stage: photo.stage, taken_at: photo.takenAt })), occurred_at: new Date(serverNow()).toISOString(),
    }
  }
  async function send() {
    busy.value = true
    try {
      const sent = await submit({ id: draft.id, kind: 'report', title: matter.value?.name ?? '', body: body() })
      uses.value = { ...uses.value, [draft.matter]: (uses.value[draft.matter] ?? 0) + 1 }
      await remember(`${account}/uses`, uses.value, account)
      await reset()
      return sent
    } finally { busy.value = false }
  }
  async function reset() {
    clearTimeout(timer)
    ready = false
    await db.drafts.delete(key)
    for (const photo of photos.value) if (photo.url) URL.revokeObjectURL(photo.url)
    photos.value = []
    Object.assign(draft, empty(self))
    savedAt.value = 0
    ready = true
  }
  async function discard() {
    for (const photo of draft.photos) await dropKept(photo.name)
    await reset()
    void findPlace()
  }
  return { draft, photos, pictures, savedAt, place, placing, outside, near, busy, catalogue, offered, elsewhere, chips, matter, missing, touched, addPhoto, addSound, swapStage, dropPhoto, findPlace, pickPlace, send, discard }
}
