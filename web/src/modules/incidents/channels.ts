import type { Matter } from '@/kit/api/types'
import { t } from '@/kit/i18n'

/** Matters that may be filed at a place, and those that may not, each with where to turn instead (INC-03). */
export function byPlace(matters: readonly Matter[]) {
  return { here: matters.filter(matter => matter.in_force !== false), elsewhere: matters.filter(matter => matter.in_force === false) }
}
export const whereTo = (matter: Matter) => (matter.channel ? t('incidents.lists.channel', { name: matter.channel.name, phone: matter.channel.phone, hint: matter.channel.hint }) : t('incidents.lists.no_channel'))
/** As a pick list shows them. */
export const barredOptions = (matters: readonly Matter[]) => byPlace(matters).elsewhere.map(matter => ({ label: matter.name, hint: whereTo(matter) }))
