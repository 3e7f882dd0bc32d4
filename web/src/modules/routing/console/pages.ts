import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/routing.json'

addTexts({ routing: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/routing', name: 'routing', meta: { title: 'routing.title', needs: 'routing.view', nav: 'way' }, component: () => import('./Rules.vue') },
]
