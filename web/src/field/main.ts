import { createApp } from 'vue'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { Workbox } from 'workbox-window'
import '@/kit/styles/tokens.css'
import '@/kit/styles/base.css'
import '@/kit/styles/phone.css'
import './field.css'
import NativeDate from '@/kit/NativeDate.vue'
import '@/kit/elder'
import '@/kit/stale'
import { addTexts } from '@/kit/i18n'
import { queries } from '@/kit/query'
import kit from '@/locale/zh-CN/kit.json'
import field from '@/locale/zh-CN/field.json'
import access from '@/locale/zh-CN/access.json'
import incidents from '@/locale/zh-CN/incidents.json'
import notices from '@/locale/zh-CN/notices.json'
import territory from '@/locale/zh-CN/territory.json'
import App from './App.vue'
import { sendWaiting } from './outbox'
import { router } from './router'

addTexts({ kit, field, access, incidents, notices, territory })
createApp(App).component('DateInput', NativeDate).use(VueQueryPlugin, { queryClient: queries }).use(router).mount('#app')

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  const worker = new Workbox('/sw.js', { scope: '/field/' })
  worker.addEventListener('message', event => { if ((event.data as { type?: string } | null)?.type === 'sync') void sendWaiting() })
  void worker.register()
  void navigator.storage?.persist?.() // what is not yet sent must not be thrown away when space is short
}
