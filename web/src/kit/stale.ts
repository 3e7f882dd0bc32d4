/**
 * After an upgrade an open page asks for parts that are gone: it loads itself anew, once a minute at most. Drafts are
 * kept by the pages, so nothing typed is lost.
 */
const key = 'linli.reloaded'
addEventListener('vite:preloadError', event => {
  if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 60_000) return
  sessionStorage.setItem(key, String(Date.now()))
  event.preventDefault()
  location.reload()
})
