import { computed, reactive, ref, watch, type Ref } from 'vue'
import type { IncidentRow } from '@/kit/api/types'

/** The ticked rows of a list: kept over its pages, forgotten when `of` (its conditions) changes. */
export function usePicked(shown: Ref<IncidentRow[]>, of: Ref<string>) {
  const chosen = reactive(new Map<string, IncidentRow>())
  const anchor = ref('') // where a range begins
  const find = (id: string) => shown.value.find(row => row.id === id)
  function set(ids: string[], on: boolean) {
    for (const id of ids) {
      const row = find(id)
      if (row && on) chosen.set(id, row)
      else if (!on) chosen.delete(id)
    }
  }
  function range(from: string, until: string) {
    const ids = shown.value.map(row => row.id), [a, b] = [ids.indexOf(from), ids.indexOf(until)].sort((x, y) => x - y) as [number, number]
    set(ids.slice(Math.max(0, a), b + 1), true)
  }
  function toggle(id: string) {
    set([id], !chosen.has(id))
    anchor.value = id
  }
  /** From the row ticked last to this one. */
  const to = (id: string) => range(anchor.value || id, id)
  function clear() {
    chosen.clear()
    anchor.value = ''
  }
  watch(of, clear)
  // What is ticked is acted on as it was last seen.
  watch(shown, rows => { for (const row of rows) if (chosen.has(row.id)) chosen.set(row.id, row) })
  return {
    set, range, toggle, to, clear, has: (id: string) => chosen.has(id),
    /** A press of the mouse on a row's box: with Shift a range. */
    press: (id: string, event: MouseEvent) => (event.shiftKey ? to(id) : toggle(id)),
    take: (rows: IncidentRow[]) => { for (const row of rows) chosen.set(row.id, row) },
    /** No more than `most`: those ticked last go. */
    cut: (most: number) => { for (const id of [...chosen.keys()].slice(most)) chosen.delete(id) },
    rows: computed(() => [...chosen.values()]),
    all: computed(() => shown.value.length > 0 && shown.value.every(row => chosen.has(row.id))),
    some: computed(() => shown.value.some(row => chosen.has(row.id))),
  }
}
