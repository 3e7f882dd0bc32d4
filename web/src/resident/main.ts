import { createApp, h } from 'vue'
import '@/kit/styles/tokens.css'
import '@/kit/styles/base.css'
import '@/kit/styles/phone.css'
import { addTexts } from '@/kit/i18n'
import kit from '@/locale/zh-CN/kit.json'

addTexts({ kit })
createApp({ render: () => h('main', []) }).mount('#app')
