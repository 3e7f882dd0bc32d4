import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { t } from '@/kit/i18n'
import type { IconName } from '@/kit/icons'
import { may, whoAmI } from '@/kit/session'
import { broughtPages } from './pages'

declare module 'vue-router' {
  interface RouteMeta {
    /** locale key of the page's title */
    title: string
    /** shown without a session, outside the shell */
    open?: boolean
    /** permission the page is for */
    needs?: string
    /** navigation entry to mark when the page has none of its own */
    under?: string
    /** stands alone, without the console's frame: made for a phone */
    bare?: boolean
    /** icon of its own navigation entry, for pages that modules bring (pages.ts) */
    nav?: IconName
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', meta: { title: 'access.sign_in.title', open: true }, component: () => import('@/modules/access/console/SignIn.vue') },
  { path: '/first-administrator', name: 'first-administrator', meta: { title: 'access.first.title', open: true }, component: () => import('@/modules/access/console/FirstAdministrator.vue') },
  { path: '/welcome', name: 'welcome', meta: { title: 'access.welcome.heading', open: true }, component: () => import('@/modules/access/console/Welcome.vue') },
  { path: '/', name: 'workbench', meta: { title: 'incidents.workbench.title' }, component: () => import('@/modules/incidents/console/Workbench.vue') },
  { path: '/incidents', name: 'incidents', meta: { title: 'incidents.list.title', needs: 'incidents.view' }, component: () => import('@/modules/incidents/console/IncidentList.vue') },
  { path: '/incidents/new', name: 'intake', meta: { title: 'incidents.intake.title', needs: 'incidents.report' }, component: () => import('@/modules/incidents/console/Intake.vue') },
  { path: '/incidents/:id', name: 'incident', meta: { title: 'incidents.detail.title', needs: 'incidents.view', under: 'incidents' }, component: () => import('@/modules/incidents/console/IncidentPage.vue') },
  { path: '/territory/:code?', name: 'territory', meta: { title: 'territory.title', needs: 'territory.view' }, component: () => import('@/modules/territory/console/Divisions.vue') },
  { path: '/matters', name: 'matters', meta: { title: 'incidents.matters.title', needs: 'matters.view' }, component: () => import('@/modules/incidents/console/Matters.vue') },
  { path: '/matter-lists/:code?', name: 'matter-lists', meta: { title: 'incidents.lists.title', needs: 'matters.view', under: 'matters' }, component: () => import('@/modules/incidents/console/MatterLists.vue') },
  { path: '/accounts', name: 'accounts', meta: { title: 'access.accounts.title', needs: 'accounts.view' }, component: () => import('@/modules/access/console/Accounts.vue') },
  { path: '/notices', name: 'notices', meta: { title: 'notices.title' }, component: () => import('@/modules/notices/console/Notices.vue') },
  { path: '/me', name: 'me', meta: { title: 'access.me.title' }, component: () => import('@/modules/access/console/Me.vue') },
  ...broughtPages,
  { path: '/:rest(.*)*', name: 'missing', meta: { title: 'console.missing.title' }, component: () => import('./Missing.vue') },
]

export const router = createRouter({ history: createWebHistory('/console/'), routes, scrollBehavior: () => ({ top: 0 }) })

router.beforeEach(async to => {
  if (to.meta.open) return true
  const me = await whoAmI().catch(() => null)
  if (!me) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath }, replace: true }
  if (to.meta.needs && !may(to.meta.needs)) return { name: 'missing', params: { rest: to.path.slice(1).split('/') }, replace: true }
  return true
})
router.afterEach(to => { document.title = `${t(to.meta.title)} · ${t('kit.product')}` })
