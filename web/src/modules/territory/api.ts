import { get } from '@/kit/api/http'
import type { CoordinateSystem, Division, DivisionDetail, GridWorker, Located } from '@/kit/api/types'

export const listDivisions = async (parent: string, signal?: AbortSignal) => (await get<{ items: Division[] }>('/divisions', { parent }, signal)).items
export const readDivision = (code: string, signal?: AbortSignal) => get<DivisionDetail>(`/divisions/${code}`, undefined, signal)
export const locate = (lon: number, lat: number, system: CoordinateSystem = 'wgs84', signal?: AbortSignal) => get<Located>('/locate', { lon, lat, system }, signal)
export const readWorker = (grid: string, signal?: AbortSignal) => get<GridWorker>(`/grids/${grid}/worker`, undefined, signal)
