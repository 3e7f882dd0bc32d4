import { createRouter, createWebHistory } from 'vue-router'
import { Problem } from '@/kit/api/http'
import type { Me } from '@/kit/api/types'
import { t } from '@/kit/i18n'
import { may, me, whoAmI } from '@/kit/session'
import { recall, remember } from './cached'
import { startSending, watchOutbox } from './outbox'
import { warmUp } from './warm'

declare module 'vue-router' { interface RouteMeta { title: string; open?: boolean; needs?: string } }

export const router = createRouter({
  history: createWebHistory('/field/'),
  routes: [
    { path: '/sign-in', name: 'sign-in', meta: { title: 'access.sign_in.title', open: true }, component: () => import('@/modules/access/field/SignIn.vue') },
    { path: '/', name: 'today', meta: { title: 'field.today' }, component: () => import('@/modules/incidents/field/Today.vue') },
    { path: '/report', name: 'report', meta: { title: 'field.report.title', needs: 'incidents.report' }, component: () => import('@/modules/incidents/field/Report.vue') },
    { path: '/tasks/:id', name: 'task', meta: { title: 'field.task.title' }, component: () => import('@/modules/incidents/field/Task.vue') },
    { path: '/tasks/:id/order', name: 'after-order', meta: { title: 'field.duty.order', needs: 'incidents.act' }, component: () => import('@/modules/duty/field/AfterOrder.vue') },
    { path: '/duty', name: 'duty', meta: { title: 'field.duty.title', needs: 'duty.view' }, component: () => import('@/modules/duty/field/Duty.vue') },
    { path: '/outbox', name: 'outbox', meta: { title: 'field.outbox.title' }, component: () => import('@/modules/incidents/field/Outbox.vue') },
    { path: '/map', name: 'map', meta: { title: 'field.map.title' }, component: () => import('@/modules/territory/field/GridMap.vue') },
    { path: '/messages', name: 'messages', meta: { title: 'field.messages' }, component: () => import('@/modules/notices/field/Messages.vue') },
    { path: '/me', name: 'me', meta: { title: 'field.me.title' }, component: () => import('@/modules/access/field/Me.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

let started = false
/** Once somebody is known: their outbox is watched and sent. */
export function begin() {
  if (started) return
  started = true
  watchOutbox()
  startSending()
  setTimeout(() => void warmUp(), 1500) // after the first page has what it needs
}

router.beforeEach(async to => {
  if (to.meta.open) return true
  let who: Me | null
  try {
    who = await whoAmI()
    if (who) await remember('me', who, who.account)
  } catch (error) {
    // No network: work on as who was here last; the server judges everything again when it is sent.
    who = error instanceof Problem && error.passing ? await recall<Me>('me') ?? null : null
    if (who) me.value = who
  }
  if (!who) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath }, replace: true }
  begin()
  if (to.meta.needs && !may(to.meta.needs)) return { name: 'today', replace: true }
  return true
})
router.afterEach(to => { document.title = `${t(to.meta.title)} · ${t('kit.product')}` })
