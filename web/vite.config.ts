import { defineConfig, type Plugin } from 'vite'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { VantResolver } from '@vant/auto-import-resolver'
import { VitePWA } from 'vite-plugin-pwa'
import { resolve } from 'node:path'

const here = (path: string) => resolve(import.meta.dirname, path)

/** Vant's style sheet names an icon font (inlined and on an outside host); our icons are SVG, so the font goes. */
const noIconFont: Plugin = {
  name: 'no-icon-font',
  enforce: 'pre',
  transform: (code, id) => (/vant\/.*\.css/.test(id) ? { code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null } : null),
}

/** Only the field entry is an installable application: the others lose the link to its manifest. */
const manifestOnlyInField: Plugin = {
  name: 'manifest-only-in-field',
  enforce: 'post',
  transformIndexHtml: {
    order: 'post',
    handler: (html, context) => (context.path.includes('/field/') ? html : html.replace(/<link rel="manifest"[^>]*>/, '')),
  },
}

/** Files the field entry reaches, by import or later: what its service worker keeps for work without a network. */
const fieldFiles = new Set<string>()
const collectFieldFiles: Plugin = {
  name: 'collect-field-files',
  generateBundle(_options, bundle) {
    const walk = (file: string) => {
      if (fieldFiles.has(file)) return
      fieldFiles.add(file)
      const chunk = bundle[file]
      if (chunk?.type !== 'chunk') return
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next)
      for (const next of chunk.viteMetadata?.importedCss ?? []) fieldFiles.add(next)
      for (const next of chunk.viteMetadata?.importedAssets ?? []) fieldFiles.add(next)
    }
    for (const [file, chunk] of Object.entries(bundle))
      if (chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId?.endsWith('field/index.html')) walk(file)
  },
}

const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  appType: 'mpa',
  resolve: { alias: { '@': here('src') } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
  },
  plugins: [
    vue(),
    Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver({ importStyle: 'css' }), VantResolver()] }),
    VitePWA({
      strategies: 'injectManifest', srcDir: 'src/field', filename: 'sw.ts', scope: '/field/', injectRegister: false,
      registerType: 'prompt', outDir: 'dist',
      manifest: {
        id: '/field/', name: '邻里 · 网格员', short_name: '邻里网格', lang: 'zh-CN', start_url: '/field/', scope: '/field/',
        display: 'standalone', theme_color: '#1456a0', background_color: '#f4f6f9',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      injectManifest: {
        globPatterns: ['field/index.html', 'assets/**/*.{js,mjs,css}', 'icon.svg'],
        maximumFileSizeToCacheInBytes: 3e6,
        manifestTransforms: [async entries => ({
          manifest: entries.filter(entry => !entry.url.startsWith('assets/') || fieldFiles.has(entry.url)), warnings: [],
        })],
      },
    }),
    noIconFont, manifestOnlyInField, collectFieldFiles,
  ],
  build: {
    target: 'es2022', manifest: true, chunkSizeWarningLimit: 1200, reportCompressedSize: false, assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { resident: here('index.html'), console: here('console/index.html'), field: here('field/index.html') } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/tiles': server } },
  test: { include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0])
