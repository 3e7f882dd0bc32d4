import type { RouteRecordRaw } from 'vue-router'

export const pages: RouteRecordRaw[] = [
  { path: '/first-asked', name: 'first-asked', meta: { title: 'incidents.first_asked.title', needs: 'incidents.view', nav: 'phone' }, component: () => import('./FirstAsked.vue') },
  { path: '/supervisions', name: 'supervisions', meta: { title: 'incidents.board.title', needs: 'incidents.view', nav: 'flag' }, component: () => import('./SupervisionBoard.vue') },
  { path: '/teams', name: 'teams', meta: { title: 'incidents.team.title', needs: 'teams.manage', nav: 'people' }, component: () => import('./Teams.vue') },
  { path: '/assists', name: 'assists', meta: { title: 'incidents.assist.board', needs: 'incidents.view', nav: 'people' }, component: () => import('./AssistBoard.vue') },
]
