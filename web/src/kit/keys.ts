import { onBeforeMount, onBeforeUnmount, ref, watch } from 'vue'
import { keyOf } from './key_name'

/** One thing hands may do without the mouse. A capital letter is one with Shift. */
export interface Key {
  keys: string[]
  text: string
  run: (event: KeyboardEvent) => void
  /** now, and here; without it always */
  when?: (event?: KeyboardEvent) => boolean
}
interface Layer { title: () => string; keys: () => Key[] }

const stored = 'linli.single_keys'
/** Single letters may be switched off by who speaks to the computer or is easily disturbed (WCAG 2.1.4). */
export const keysOn = ref(localStorage.getItem(stored) !== 'off')
watch(keysOn, on => localStorage.setItem(stored, on ? 'on' : 'off'))

const layers: Layer[] = []
/** What may be pressed now, for the help: the innermost part of the page first. */
export const pressable = () => [...layers].reverse().map(layer => ({ title: layer.title(), keys: layer.keys() })).filter(layer => layer.keys.length)

const writing = 'input:not([type=checkbox],[type=radio],[type=button],[type=submit]),textarea,select,[contenteditable],[role=combobox],[role=textbox]'
const own = 'dialog,[role=dialog],[role=menu],[role=listbox]'
/** Whoever is there has a use of their own for this key: words being written, a menu, the map. */
export function isTaken(target: Element, key: string): boolean {
  if (target.closest(writing) || target.closest(own)) return true
  if (key === 'Enter') return !!target.closest('a[href],button,summary,input,[role=button]')
  if (key === ' ') return !!target.closest('button,summary,input,[role=button]')
  return key.startsWith('Arrow') && !!target.closest('input,.maplibregl-map')
}

function pressed(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const key = keyOf(event), target = event.target as Element
  if (key === 'Escape' && target instanceof HTMLElement && target.closest('[type=search]') && !target.closest(own)) return target.blur()
  if (document.querySelector('dialog[open]') || isTaken(target, key) || (key.length === 1 && key !== ' ' && !keysOn.value)) return
  for (const layer of [...layers].reverse()) {
    const found = layer.keys().find(one => one.keys.includes(key) && (!one.when || one.when(event)))
    if (!found) continue
    event.preventDefault()
    found.run(event)
    return
  }
}

/** Keys of this part of the page while it is there; what came later goes before what was there already. */
export function useKeys(title: () => string, keys: () => Key[]) {
  const layer = { title, keys }
  onBeforeMount(() => { // parents before what is in them
    if (!layers.length) document.addEventListener('keydown', pressed)
    layers.push(layer)
  })
  onBeforeUnmount(() => {
    layers.splice(layers.indexOf(layer), 1)
    if (!layers.length) document.removeEventListener('keydown', pressed)
  })
}
