import { computed, type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import type { Division } from '@/kit/api/types'
import type { Bounds } from '@/kit/map/MapView.vue'
import { listDivisions, readDivision } from './api'

/** A division, its parts and the frame of its map; asked for once an hour. */
export function useArea(code: Ref<string>) {
  const detail = useQuery({ queryKey: ['territory', 'division', code], enabled: computed(() => code.value.length > 0), staleTime: 3_600_000, retry: false, queryFn: ({ signal }) => readDivision(code.value, signal) })
  const children = useQuery({ queryKey: ['territory', 'children', code], enabled: computed(() => code.value.length > 0 && code.value.length < 15), staleTime: 3_600_000, retry: false, queryFn: ({ signal }) => listDivisions(code.value, signal) })
  return { detail: detail.data, children: children.data, bounds: computed(() => boundsOf(detail.data.value)), ready: computed(() => !detail.isPending.value) }
}

/** The frame of a division that has been drawn. */
export function boundsOf(division: Pick<Division, 'bounds'> | undefined): Bounds | undefined {
  return division?.bounds.length === 4 ? division.bounds : undefined
}
