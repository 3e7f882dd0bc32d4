import { computed, ref } from 'vue'
import { del, get, onSignedOut, post, Problem } from './api/http'
import type { DemoAccount, Me } from './api/types'

/** Who is signed in here; null = nobody, undefined = not asked yet. */
export const me = ref<Me | null | undefined>(undefined)
export const signedIn = computed(() => !!me.value)

/** Asks the server once who we are; later calls answer from memory. Offline it stays unknown and throws. */
export async function whoAmI(): Promise<Me | null> {
  if (me.value !== undefined) return me.value
  try {
    me.value = await get<Me>('/me')
  } catch (error) {
    if (error instanceof Problem && error.status === 401) me.value = null
    else throw error
  }
  return me.value ?? null
}

export async function signIn(username: string, password: string, code?: string): Promise<Me> {
  const found = await post<Me>('/sessions', { username, password, ...(code && { code }) })
  me.value = found
  return found
}

export async function signOut() {
  try { await del('/sessions/current') } finally { me.value = null }
}

export function may(permission: string): boolean {
  return !!me.value?.permissions.includes(permission)
}

export function hasRole(...roles: string[]): boolean {
  return !!me.value?.grants.some(grant => roles.includes(grant.role))
}

/** The territory the person answers for, widest grant first. */
export function scope() {
  return [...(me.value?.grants ?? [])].filter(grant => grant.prefix).sort((a, b) => a.prefix.length - b.prefix.length)[0]
}

/** Sample accounts of a demo city; nothing when the instance is a real one. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  try {
    return (await get<{ items: DemoAccount[] }>('/demo-accounts')).items
  } catch {
    return []
  }
}

onSignedOut(() => { me.value = null })
