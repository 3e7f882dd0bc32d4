import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/health', name: 'health', meta: { title: 'operations.health.title', needs: 'jobs.view', nav: 'shield' }, component: () => import('./Health.vue') },
  { path: '/webhooks', name: 'webhooks', meta: { title: 'operations.webhooks.title', needs: 'webhooks.manage', nav: 'send' }, component: () => import('./Webhooks.vue') },
]
