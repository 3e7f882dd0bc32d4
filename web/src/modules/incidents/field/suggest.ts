import type { Matter } from '@/kit/api/types'

/** Pairs of neighbouring characters: enough to find a matter in a sentence of Chinese. */
const pairs = (text: string) => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))

/**
 * Matters to offer as chips: those the text speaks of first (marked as suggested), then those this person files most,
 * at most `room` of them; 其他 (the catalogue's last resort, its last item) always stands at the end.
 */
export function suggestMatters(matters: Matter[], text: string, uses: Record<string, number>, room = 4): { matter: Matter; suggested: boolean }[] {
  const said = pairs(text)
  const score = (matter: Matter) => [...pairs(matter.name)].filter(pair => said.has(pair)).length * 3 + [...pairs(matter.hint)].filter(pair => said.has(pair)).length
  const other = matters.at(-1)
  const ranked = matters.filter(matter => matter !== other).map(matter => ({ matter, score: score(matter), uses: uses[matter.code] ?? 0 })).sort((a, b) => b.score - a.score || b.uses - a.uses)
  const chosen = ranked.slice(0, room).map((item, index) => ({ matter: item.matter, suggested: index === 0 && item.score > 0 }))
  return other ? [...chosen, { matter: other, suggested: false }] : chosen
}
