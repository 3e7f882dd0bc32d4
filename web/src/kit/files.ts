import { call } from './api/http'
import type { StoredFile } from './api/types'

export type Copy = 'served' | 'thumbnail' | 'original'

/** The address of a stored file; what may be seen follows the incident that mentions it. */
export function fileUrl(digest: string, copy: Copy = 'served'): string {
  return `/api/v1/files/${digest}?copy=${copy}`
}

/** Keeps a file on the server; the same bytes give the same digest, so a repeat is harmless. */
export function upload(file: Blob, open = false): Promise<StoredFile> {
  return call<StoredFile>('POST', open ? '/public/files' : '/files', { raw: file })
}
