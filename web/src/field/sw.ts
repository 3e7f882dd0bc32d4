/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst, StaleWhileRevalidate } from 'workbox-strategies'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/field/index.html'), { allowlist: [/^\/field(\/|$)/] }))
// Small photos of my tasks; emptied when somebody signs out.
registerRoute(({ url }) => url.pathname.startsWith('/api/v1/files/') && url.searchParams.get('copy') === 'thumbnail', new CacheFirst({ cacheName: 'photos' }))
registerRoute(({ url }) => url.pathname.startsWith('/tiles/'), new StaleWhileRevalidate({ cacheName: 'tiles' }))
self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
// The browser found a network again, perhaps long after the page was closed: open pages send what waits.
self.addEventListener('sync', event => {
  const { tag, waitUntil } = event as ExtendableEvent & { tag: string }
  if (tag === 'outbox') waitUntil.call(event, self.clients.matchAll().then(pages => { for (const page of pages) page.postMessage({ type: 'sync' }) }))
})
