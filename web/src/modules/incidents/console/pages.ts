import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/supervisions', name: 'supervisions', meta: { title: 'incidents.board.title', needs: 'incidents.view', nav: 'flag' }, component: () => import('./SupervisionBoard.vue') },
  { path: '/assists', name: 'assists', meta: { title: 'incidents.assist.board', needs: 'incidents.view', nav: 'people' }, component: () => import('./AssistBoard.vue') },
]
