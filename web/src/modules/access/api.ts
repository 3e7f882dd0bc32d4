import { del, get, post, type Query } from '@/kit/api/http'
import type { Account, AccountState, ApiToken, Grant, Me, NewAccount, NewGrant, OpenedAccount, Page } from '@/kit/api/types'
import { uuid7 } from '@/kit/uuid'

export const listAccounts = (query: Query, signal?: AbortSignal) => get<Page<Account>>('/accounts', query, signal)
export const openAccount = (account: NewAccount) => post<OpenedAccount>('/accounts', account)
export const setAccountState = (account: string, state: AccountState, reason: string, id = uuid7()) => post<Account>(`/accounts/${account}/state`, { id, state, reason })
export const grantRole = (account: string, grant: NewGrant & { unit?: string | null }, id = uuid7()) => post<Account>(`/accounts/${account}/grants`, { id, ...grant })
export const becomeFirstAdministrator = (secret: string, person: { username: string; name: string; phone: string; password: string }) =>
  post<Me>(`/first-administrator/${encodeURIComponent(secret)}`, person)
export const changePassword = (current: string, password: string) => post<void>('/me/password', { id: uuid7(), current, password })
export const startTotp = () => post<{ secret: string; uri: string }>('/me/totp', { id: uuid7() })
export const confirmTotp = (code: string) => post<void>('/me/totp', { id: uuid7(), code })
export const listTokens = (signal?: AbortSignal) => get<Page<ApiToken>>('/tokens', undefined, signal)
export const createToken = (name: string, permissions: string[]) => post<ApiToken & { token: string }>('/tokens', { id: uuid7(), name, permissions })
export const deleteToken = (id: string) => del(`/tokens/${id}`)
export type { Account, Grant }
