import { monthDay } from '@/kit/format'
import { t } from '@/kit/i18n'
import type { PhotoUse } from './api'

/** Earlier cases with a picture, in words. */
export const usesText = (uses: PhotoUse[]) => uses.map(use => t(use.number ? 'photos.in' : 'photos.elsewhere', { number: use.number, day: monthDay(use.at) })).join(t('kit.list'))
