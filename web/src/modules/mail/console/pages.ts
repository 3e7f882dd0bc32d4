import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/my-mail', name: 'my-mail', meta: { title: 'mail.title' }, component: () => import('./MyMail.vue') },
]
