import type { IncidentRow, Page } from '@/kit/api/types'
import { fileUrl } from '@/kit/files'
import { me, may, scope } from '@/kit/session'
import { readCatalogue, readIncident } from '@/modules/incidents/api'
import { listTasks } from '@/modules/incidents/field/tasks'
import { readNow } from '@/modules/duty/api'
import { readPhotoRules, type PhotoRules } from '@/modules/photos/api'
import { recall, remember } from './cached'
import { rememberRules } from './origin'

/** What may be filed depends on the district; whoever works in several asks where the place is. */
const ownDistrict = () => { const code = (scope()?.prefix ?? '').slice(0, 6); return code.length === 6 ? code : undefined }
const mostTasks = 20, mostPhotos = 200

/** Fetches what a day without a network needs: the catalogue, my tasks, their details and small photos. */
export async function warmUp() {
  const account = me.value?.account
  if (account) rememberRules(await recall<PhotoRules>(`${account}/photo-rules`))
  if (!account || !navigator.onLine) return
  const keepAs = async <T>(name: string, value: Promise<T>) => { const found = await value; await remember(`${account}/${name}`, found, account); return found }
  try {
    if (may('files.upload')) rememberRules(await keepAs('photo-rules', readPhotoRules()))
    if (may('matters.view')) await keepAs('matters', readCatalogue('collector', undefined, ownDistrict()))
    if (may('duty.view')) await keepAs('duty/now', readNow()) // who leads and who stands in, for the night without a network
    const tasks: Page<IncidentRow> = await keepAs('tasks', listTasks())
    for (const row of tasks.items.slice(0, mostTasks)) {
      const incident = await keepAs(`incident/${row.id}`, readIncident(row.id))
      // The service worker keeps what passes through it.
      for (const photo of incident.attachments.slice(0, 4)) if (photo.media_type?.startsWith('image/')) await fetch(fileUrl(photo.digest, 'thumbnail'), { credentials: 'same-origin' }).catch(() => {})
    }
    const photos = await caches.open('photos'), names = await photos.keys()
    for (const name of names.slice(0, Math.max(0, names.length - mostPhotos))) await photos.delete(name)
  } catch { /* no network after all: what was fetched stays */ }
}
