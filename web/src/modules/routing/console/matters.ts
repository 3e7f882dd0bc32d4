import { computed } from 'vue'
import { useQuery } from '@tanstack/vue-query'
import { readCatalogue } from '@/modules/incidents/api'

/** The catalogue as choices: matters and, with `categories`, the categories above them. */
export function useMatterOptions(categories: boolean) {
  const { data } = useQuery({ queryKey: ['matters', ''], staleTime: 600_000, queryFn: ({ signal }) => readCatalogue(undefined, signal) })
  return computed(() => {
    const found = new Map<string, { value: string; label: string; hint: string }>()
    for (const { code, name, major, middle } of data.value?.items ?? []) {
      if (categories) for (const one of [major, middle]) found.set(one.code, { value: one.code, label: one.name, hint: `${one.code}*` })
      found.set(code, { value: code, label: name, hint: `${code} ${middle.name}` })
    }
    return [...found.values()].sort((a, b) => a.value.localeCompare(b.value))
  })
}
