import type { Tone } from '../api/types'

/** A numbered place: its number is the row's number in the list, its shape the row's state. */
export interface Place { id: string; lon: number; lat: number; number?: number; tone: Tone; spoken: string }
/** Many places of one division as a ring: red part overdue, amber part soon. */
export interface Cluster { code: string; name: string; lon: number; lat: number; count: number; overdue: number; soon: number; spoken: string }

const svg = (name: string, attributes: Record<string, string | number>) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}

export function placeElement(place: Place, selected: boolean): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.tabIndex = -1 // the list beside the map is the way by keyboard
  button.className = `mk ${place.tone}${place.number ? '' : ' small'}${selected ? ' on' : ''}`
  button.setAttribute('aria-label', place.spoken)
  button.title = place.spoken
  button.textContent = place.number ? String(place.number) : ''
  return button
}

export function clusterElement(cluster: Cluster): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.tabIndex = -1
  button.className = 'mk-ring'
  button.setAttribute('aria-label', cluster.spoken)
  button.title = cluster.spoken
  const ring = svg('svg', { viewBox: '0 0 36 36', 'aria-hidden': 'true' })
  ring.append(svg('circle', { cx: 18, cy: 18, r: 14, fill: '#fff', stroke: '#8fb4d9', 'stroke-width': 4 }))
  const length = 2 * Math.PI * 14
  let before = 0
  for (const [n, color] of [[cluster.overdue, '#b3261e'], [cluster.soon, '#d1882b']] as const) {
    if (!n) continue
    const part = length * n / Math.max(1, cluster.count)
    ring.append(svg('circle', { cx: 18, cy: 18, r: 14, fill: 'none', stroke: color, 'stroke-width': 4, 'stroke-dasharray': `${part} ${length - part}`, 'stroke-dashoffset': -before, transform: 'rotate(-90 18 18)' }))
    before += part
  }
  const number = svg('text', { x: 18, y: 22, 'text-anchor': 'middle' })
  number.textContent = String(cluster.count)
  ring.append(number)
  const name = document.createElement('span')
  name.textContent = cluster.name
  button.append(ring, name)
  return button
}

export function pinElement(): HTMLElement {
  const holder = document.createElement('div')
  holder.className = 'mk-pin'
  const drawing = svg('svg', { viewBox: '0 0 28 36', 'aria-hidden': 'true' })
  drawing.append(svg('path', { d: 'M14 35C5 23 1.500 19 1.500 13.500a12.500 12.500 0 0 1 25 0C26.500 19 23 23 14 35z', fill: '#1456a0', stroke: '#fff', 'stroke-width': 1.5 }), svg('circle', { cx: 14, cy: 13.5, r: 4.5, fill: '#fff' }))
  holder.append(drawing)
  return holder
}

export function hereElement(spoken: string): HTMLElement {
  const dot = document.createElement('div')
  dot.className = 'mk-here'
  dot.setAttribute('role', 'img')
  dot.setAttribute('aria-label', spoken)
  return dot
}
