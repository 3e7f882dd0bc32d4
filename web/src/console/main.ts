import { createApp, defineAsyncComponent } from 'vue'
import { VueQueryPlugin } from '@tanstack/vue-query'
import '@/kit/styles/tokens.css'
import '@/kit/styles/base.css'
import './console.css'
import './theme.css'
import '@/kit/stale'
import { addTexts } from '@/kit/i18n'
import { queries } from '@/kit/query'
import { namePoppers } from './poppers'
import kit from '@/locale/zh-CN/kit.json'
import shell from '@/locale/zh-CN/console.json'
import access from '@/locale/zh-CN/access.json'
import incidents from '@/locale/zh-CN/incidents.json'
import mail from '@/locale/zh-CN/mail.json'
import notices from '@/locale/zh-CN/notices.json'
import operations from '@/locale/zh-CN/operations.json'
import territory from '@/locale/zh-CN/territory.json'
import App from './App.vue'
import { router } from './router'

addTexts({ kit, console: shell, access, incidents, mail, notices, operations, territory })
namePoppers()
createApp(App).component('DateInput', defineAsyncComponent(() => import('./DateInput.vue'))).use(VueQueryPlugin, { queryClient: queries }).use(router).mount('#app')
