// A small seeded generator, so that the mock's city is the same every time.
export function random(seed) {
  let a = seed >>> 0
  const next = () => { a = (a + 0x6d2b79f5) >>> 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296 }
  return { next, int: n => Math.floor(next() * n), pick: list => list[Math.floor(next() * list.length)], between: (a, b) => a + next() * (b - a) }
}
