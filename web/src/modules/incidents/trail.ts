import { ref } from 'vue'

/** The list somebody came from: for "item 3 of 6", the next and the one before, and to come back to the same row. */
export interface Trail { name: string; query: Record<string, string>; ids: string[]; offset: number; total: number; cursors: string[]; at?: string }
export const trail = ref<Trail | null>(null)
export function rememberList(list: Trail) { trail.value = list }
