import type { Matter } from '@/kit/api/types'

/** Pairs of neighbouring characters: enough to find a matter in a sentence of Chinese. */
const pairs = (text: string) => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))

/**
 * Matters to offer as chips: those the text speaks of first (the first marked as suggested), then those this person
 * files most, at most `room` of them; the catalogue's last resort, its last item, always stands at the end. A pair
 * counts the more the fewer matters share it, and more in the name than in the hint.
 */
export function suggestMatters(matters: Matter[], text: string, uses: Record<string, number>, room = 4): { matter: Matter; suggested: boolean }[] {
  const said = pairs(text), other = matters.at(-1), rest = matters.slice(0, -1)
  const known = rest.map(matter => ({ matter, name: pairs(matter.name), hint: pairs(matter.hint) }))
  const shared = new Map<string, number>()
  for (const { name, hint } of known) for (const pair of new Set([...name, ...hint])) shared.set(pair, (shared.get(pair) ?? 0) + 1)
  const score = ({ name, hint }: (typeof known)[number]) => [...said].reduce((sum, pair) => sum + ((name.has(pair) ? 1.5 : hint.has(pair) ? 1 : 0) / (shared.get(pair) ?? 1)), 0)
  const ranked = known.map(item => ({ matter: item.matter, score: score(item), uses: uses[item.matter.code] ?? 0 })).sort((a, b) => b.score - a.score || b.uses - a.uses)
  const chosen = ranked.slice(0, room).map((item, index) => ({ matter: item.matter, suggested: index === 0 && item.score > 0 }))
  return other ? [...chosen, { matter: other, suggested: false }] : chosen
}
