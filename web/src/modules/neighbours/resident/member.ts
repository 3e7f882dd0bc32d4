import { ref } from 'vue'
import { uuid7 } from '@/kit/uuid'

/** What this device remembers: that its owner joined, and the random name it gave itself for the limits. */
const memberKey = 'linli.member', deviceKey = 'linli.device'
export const ownMember = ref<string>(localStorage.getItem(memberKey) ?? '')
export function rememberMember(id: string) {
  ownMember.value = id
  localStorage.setItem(memberKey, id)
}
export function device(): string {
  const known = localStorage.getItem(deviceKey)
  if (known) return known
  const name = uuid7()
  localStorage.setItem(deviceKey, name)
  return name
}
