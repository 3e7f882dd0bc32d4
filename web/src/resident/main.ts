import { createApp } from 'vue'
import '@/kit/styles/tokens.css'
import '@/kit/styles/base.css'
import '@/kit/styles/phone.css'
import './resident.css'
import '@/kit/elder'
import '@/kit/stale'
import { addTexts } from '@/kit/i18n'
import kit from '@/locale/zh-CN/kit.json'
import resident from '@/locale/zh-CN/resident.json'
import App from './App.vue'
import { router } from './router'

addTexts({ kit, resident })
createApp(App).use(router).mount('#app')
