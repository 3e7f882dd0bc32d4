import { computed, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import type { Incident } from '@/kit/api/types'
import { queries } from '@/kit/query'
import { onTidings } from '@/kit/stream'
import { readIncident } from './api'

/** One incident, kept fresh by the event stream; `renewed` tells that somebody else changed it while it was open. */
export function useIncident(id: Ref<string>) {
  const key = computed(() => ['incidents', 'one', id.value])
  const query = useQuery({ queryKey: key, staleTime: 5_000, queryFn: ({ signal }) => readIncident(id.value, signal) })
  const renewed = ref(false)
  let own = 0
  watch(id, () => { renewed.value = false })
  function take(incident: Incident) {
    own = Date.now()
    renewed.value = false
    queries.setQueryData(key.value, incident)
    for (const part of ['totals', 'workbench']) void queries.invalidateQueries({ queryKey: ['incidents', part] })
  }
  let forget = () => {}
  onMounted(() => {
    forget = onTidings(async tidings => {
      if (tidings.topic !== 'incident' || tidings.id !== id.value) return
      const before = query.data.value?.version
      await query.refetch()
      if (query.data.value && before !== undefined && query.data.value.version !== before && Date.now() - own > 3000) renewed.value = true
    })
  })
  onBeforeUnmount(() => forget())
  return { incident: query.data, error: query.error, refetch: query.refetch, renewed, take }
}
