import { computed, type Ref } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { t } from '@/kit/i18n'
import type { Division } from '@/kit/api/types'
import type { Bounds, Label } from '@/kit/map/MapView.vue'
import { listDivisions, readDivision } from './api'

/** Names to write on the map of an area, and its frame. Names are shortened: the map says by place what they are. */
export function useArea(code: Ref<string>, city: Ref<string>) {
  const detail = useQuery({ queryKey: ['territory', 'division', code], enabled: computed(() => code.value.length > 0), staleTime: 3_600_000, queryFn: ({ signal }) => readDivision(code.value, signal) })
  const children = useQuery({ queryKey: ['territory', 'children', code], enabled: computed(() => code.value.length > 0 && code.value.length < 15), staleTime: 3_600_000, queryFn: ({ signal }) => listDivisions(code.value, signal) })
  const districts = useQuery({ queryKey: ['territory', 'children', city], enabled: computed(() => city.value.length > 0 && code.value !== city.value), staleTime: 3_600_000, queryFn: ({ signal }) => listDivisions(city.value, signal) })
  const bounds = computed(() => boundsOf(detail.data.value))
  const labels = computed<Label[]>(() => [
    ...(districts.data.value ?? []).filter(division => !code.value.startsWith(division.code)).flatMap(division => (division.centre ? [{ name: division.name, ...division.centre, strong: true }] : [])),
    ...(children.data.value ?? []).flatMap(division => (division.centre ? [{ name: short(division.name), ...division.centre }] : [])),
  ])
  return { detail: detail.data, children: children.data, bounds, labels, ready: computed(() => !detail.isPending.value) }
}

/** The frame of a division that has been drawn. */
export function boundsOf(division: Pick<Division, 'bounds'> | undefined): Bounds | undefined {
  return division?.bounds.length === 4 ? division.bounds : undefined
}

/** A division's name without the word for its kind. */
export function short(name: string): string {
  const ending = t('territory.endings').split(' ').find(word => name.endsWith(word) && name.length > word.length + 1)
  return ending ? name.slice(0, -ending.length) : name
}
