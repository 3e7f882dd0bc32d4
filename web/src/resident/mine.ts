import { ref } from 'vue'

/** What this device remembers for its owner: reports made here, and the grid at home. Nothing else. */
export interface OwnReport { number: string; code: string; title: string; at: string }
const reportsKey = 'linli.reports', gridKey = 'linli.grid'
function read<T>(key: string, otherwise: T): T {
  try { return JSON.parse(localStorage.getItem(key) ?? '') as T } catch { return otherwise }
}
export const ownReports = ref<OwnReport[]>(read(reportsKey, []))
export const ownGrid = ref<string>(read(gridKey, ''))

export function rememberReport(report: OwnReport) {
  ownReports.value = [report, ...ownReports.value.filter(other => other.number !== report.number)].slice(0, 20)
  localStorage.setItem(reportsKey, JSON.stringify(ownReports.value))
}
export function forgetReport(number: string) {
  ownReports.value = ownReports.value.filter(other => other.number !== number)
  localStorage.setItem(reportsKey, JSON.stringify(ownReports.value))
}
export const codeOf = (number: string) => ownReports.value.find(report => report.number === number)?.code ?? ''
export function rememberGrid(code: string) {
  ownGrid.value = code
  localStorage.setItem(gridKey, JSON.stringify(code))
}
