import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/webhooks', name: 'webhooks', meta: { title: 'operations.webhooks.title', needs: 'webhooks.manage', nav: 'send' }, component: () => import('./Webhooks.vue') },
]
