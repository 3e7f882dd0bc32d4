import type { RouteRecordRaw } from 'vue-router'
import { addTexts } from '@/kit/i18n'
import texts from '@/locale/zh-CN/orders.json'

addTexts({ orders: texts })

export const pages: RouteRecordRaw[] = [
  { path: '/orders', name: 'orders', meta: { title: 'orders.title', needs: 'orders.view', nav: 'inbox' }, component: () => import('./Orders.vue') },
  { path: '/orders/keys', name: 'order-keys', meta: { title: 'orders.keys.title', needs: 'orders.connect', nav: 'key' }, component: () => import('./Keys.vue') },
]
