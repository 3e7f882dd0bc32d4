import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/duty.json'

addTexts({ duty: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/duty', name: 'duty', meta: { title: 'duty.title', needs: 'duty.view', nav: 'clock' }, component: () => import('./Duty.vue') },
  { path: '/duty/handovers', name: 'handovers', meta: { title: 'duty.sheet.title', needs: 'duty.hand_over', nav: 'paper' }, component: () => import('./Handovers.vue') },
]
