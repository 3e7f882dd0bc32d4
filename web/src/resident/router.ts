import { createRouter, createWebHistory } from 'vue-router'
import { t } from '@/kit/i18n'
import Home from './Home.vue'

declare module 'vue-router' { interface RouteMeta { title: string } }

export const router = createRouter({
  history: createWebHistory('/'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'home', meta: { title: 'resident.home.title' }, component: Home },
    { path: '/report', name: 'report', meta: { title: 'resident.report.title' }, component: () => import('@/modules/incidents/resident/Report.vue') },
    { path: '/follow', name: 'follow', meta: { title: 'resident.follow.title' }, component: () => import('@/modules/incidents/resident/Lookup.vue') },
    { path: '/follow/:number', name: 'case', meta: { title: 'resident.follow.title' }, component: () => import('@/modules/incidents/resident/Follow.vue') },
    { path: '/suspended', name: 'suspended', meta: { title: 'resident.suspended.title' }, component: () => import('@/modules/incidents/resident/Suspended.vue') },
    { path: '/worker', name: 'worker', meta: { title: 'resident.worker.title' }, component: () => import('@/modules/territory/resident/Worker.vue') },
    { path: '/join', name: 'join', meta: { title: 'resident.join.title' }, component: () => import('@/modules/neighbours/resident/Join.vue') },
    { path: '/remind', name: 'remind', meta: { title: 'resident.remind.title' }, component: () => import('@/modules/neighbours/resident/Remind.vue') },
    { path: '/progress/:token', name: 'progress', meta: { title: 'resident.progress.title' }, component: () => import('@/modules/neighbours/resident/Progress.vue') },
    { path: '/firm/:token', name: 'firm', meta: { title: 'resident.firm.title' }, component: () => import('@/modules/incidents/resident/FirmTask.vue') },
    { path: '/phone', name: 'phone', meta: { title: 'resident.phone.title' }, component: () => import('./Phone.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})
router.afterEach(to => { document.title = to.name === 'home' ? t('kit.product') : `${t(to.meta.title)} · ${t('kit.product')}` })
