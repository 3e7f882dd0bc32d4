import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/__NAME__.json'

addTexts({ __NAME__: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/__NAME__', name: '__NAME__', meta: { title: '__NAME__.title', nav: 'list' }, component: () => import('./Entries.vue') },
]
