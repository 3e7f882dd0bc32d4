import { call, del, get, post } from '@/kit/api/http'

export interface MyMail { available: boolean; address: string; proven: boolean; immediate: boolean; digest: boolean }
export const getMyMail = (signal?: AbortSignal) => get<MyMail>('/me/mail', undefined, signal)
export const setAddress = (address: string) => post<MyMail>('/me/mail', { address })
export const proveAddress = (code: string) => post<MyMail>('/me/mail/proof', { code })
export const choose = (immediate: boolean, digest: boolean) => call<MyMail>('PUT', '/me/mail', { body: { immediate, digest } })
export const forgetAddress = () => del('/me/mail')
