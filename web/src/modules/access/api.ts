import { call, del, get, post, type Query } from '@/kit/api/http'
import type { Account, AccountState, ApiToken, Grant, NewAccount, NewGrant, OneTimeLink, Page, Role, StateReason } from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export const listAccounts = (query: Query, signal?: AbortSignal) => get<Page<Account>>('/accounts', query, signal)
/** The answer holds the one-time link, once. */
export const openAccount = (account: NewAccount) => post<Account>('/accounts', account)
export const setAccountState = (account: string, state: AccountState, reason: StateReason, id = uuid7()) => post<Account>(`/accounts/${account}/state`, { id, state, reason })
export const giveGrant = (account: string, grant: NewGrant, id = uuid7()) => post<Account>(`/accounts/${account}/grants`, { id, ...grant })
export const takeGrant = (account: string, grant: string) => call<Account>('DELETE', `/accounts/${account}/grants/${grant}`)
export const renewLink = (account: string, id = uuid7()) => post<Account>(`/accounts/${account}/links`, { id })
export const listRoles = async (signal?: AbortSignal) => (await get<Page<Role>>('/roles', undefined, signal)).items
export const becomeFirstAdministrator = (secret: string, person: { username: string; name: string; phone: string; password: string }) =>
  post<void>(`/first-administrator/${encodeURIComponent(secret)}`, person)
export const readLink = (secret: string) => get<OneTimeLink>(`/links/${encodeURIComponent(secret)}`)
export const useLink = (secret: string, password: string) => post<void>(`/links/${encodeURIComponent(secret)}`, { password })
export const changePassword = (current: string, password: string) => post<void>('/me/password', { current, password })
export const beginTotp = (password: string) => post<{ secret: string; uri: string }>('/me/totp', { password })
export const confirmTotp = (code: string) => post<void>('/me/totp/confirmation', { code })
export const listTokens = (signal?: AbortSignal) => get<Page<ApiToken>>('/tokens', undefined, signal)
export const createToken = (name: string, permissions: string[]) => post<ApiToken & { token: string }>('/tokens', { id: uuid7(), name, permissions })
export const deleteToken = (id: string) => del(`/tokens/${id}`)
export type { Account, Grant }
