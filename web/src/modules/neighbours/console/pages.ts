import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/buildings', name: 'buildings', meta: { title: 'neighbours.buildings.title', needs: 'incidents.act', nav: 'pin' }, component: () => import('./Buildings.vue') },
]
