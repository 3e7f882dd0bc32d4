import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/worklists.json'

addTexts({ worklists: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/views', name: 'views', meta: { title: 'worklists.title', needs: 'incidents.view', under: 'incidents' }, component: () => import('./Views.vue') },
]
