import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/briefing.json'

addTexts({ briefing: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/leader', name: 'leader', meta: { title: 'briefing.title', needs: 'figures.view', nav: 'phone', bare: true }, component: () => import('./Leader.vue') },
]
