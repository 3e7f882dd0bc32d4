import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/suggestion.json'

addTexts({ suggestion: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/suggestion', name: 'suggestion', meta: { title: 'suggestion.title', needs: 'matters.manage', nav: 'book' }, component: () => import('./Model.vue') },
]
