import { learnServerTime } from '../clock'
import { t } from '../i18n'
import type { FieldError } from './types'

/** What went wrong, as the server says it (application/problem+json) or as we know it without a server. */
export class Problem extends Error {
  constructor(
    readonly status: number, readonly code: string, readonly title: string, readonly errors: FieldError[] = [],
    readonly requestId: string = '', readonly values: Record<string, unknown> = {},
  ) { super(title) }
  /** No answer came at all: the network is away, or the server is. */
  get unreachable() { return this.status === 0 }
  /** Trying the same again later may help. */
  get passing() { return this.status === 0 || this.status === 429 || this.status >= 500 }
  /** The message of one field, by its path. */
  of(field: string) { return this.errors.find(error => error.field === field || error.field.startsWith(`${field}.`))?.title }
}

export type Query = Record<string, string | number | boolean | null | undefined | readonly string[]>
interface Options { query?: Query; body?: unknown; raw?: Blob; version?: number; signal?: AbortSignal }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const signedOut = new Set<() => void>()
/** Called when the server no longer knows our session. */
export function onSignedOut(handler: () => void) { signedOut.add(handler) }

/** `?state=a,b&limit=50`; empty values are left out. */
export function queryString(query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value
    if (text !== undefined && text !== null && text !== '' && text !== false) search.set(name, String(text))
  }
  const text = search.toString()
  return text && `?${text}`
}

async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => null) as Record<string, unknown> | null
  const code = String(body?.code ?? `http_${response.status}`)
  const title = String(body?.title ?? t(response.status >= 500 ? 'kit.problem.server' : response.status === 429 ? 'kit.problem.too_often' : 'kit.problem.unknown'))
  return new Problem(response.status, code, title, (body?.errors ?? []) as FieldError[], String(body?.request_id ?? ''), body ?? {})
}

async function send(method: Method, path: string, options: Options, accept: string): Promise<Response> {
  const headers: Record<string, string> = { accept }
  if (method !== 'GET') headers['X-Linli'] = '1' // a form on another site cannot send this
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.raw) headers['content-type'] = options.raw.type || 'application/octet-stream'
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`
  let response: Response
  try {
    response = await fetch(`/api/v1${path}${queryString(options.query)}`, {
      method, headers, credentials: 'same-origin', signal: options.signal ?? null,
      body: options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body)),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new Problem(0, 'unreachable', t('kit.problem.unreachable'))
  }
  learnServerTime(response.headers.get('date'))
  if (!response.ok) {
    const problem = await problemOf(response)
    if (response.status === 401 && !path.startsWith('/sessions')) for (const handler of signedOut) handler()
    throw problem
  }
  return response
}

/** One call of the interface. Throws a Problem; `undefined` when the answer has no body. */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options, 'application/json')
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** A call that answers with a file: its bytes, and the name the server gives it. */
export async function fetchFile(method: Method, path: string, options: Options = {}): Promise<{ name: string; bytes: Blob }> {
  const response = await send(method, path, options, '*/*')
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download'
  return { name, bytes: await response.blob() }
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) })
export const post = <T>(path: string, body: unknown = {}, query?: Query) => call<T>('POST', path, { body, ...(query && { query }) })
export const del = (path: string) => call<void>('DELETE', path)
