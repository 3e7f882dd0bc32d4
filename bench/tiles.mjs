// Map tiles over HTTP: cold, straight after a start; and cached, against nginx serving the very same bytes.
//   node bench/tiles.mjs [ROUNDS [SECONDS]]       in the demo city of LINLI_CITY, or one made now (a community has a district)
// Cold: each tile of every layer asked once, one after the other, over the middle of the drawn city; empty tiles do not
// count. Cached: tiles of grids over keep-alive connections, compressed, at zoom 14; the rival is nginx with one worker and
// the tiles as compressed files. Where nginx is not installed (tools/packages-bench.txt), the bare loop of `./dev bench
// edge` is the limit to compare with.
// Goals: cold at zoom >= 11 a median of at most coldMs in every layer; cached at least share of nginx.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Instance } from './shared/instance.mjs'
import { load, median } from './shared/rounds.mjs'

const coldMs = 30
const share = 0.5
const rounds = Number(process.argv[2] ?? 5)
const seconds = Number(process.argv[3] ?? 5)
const connections = 16
const zooms = [10, 11, 12, 13, 14, 16]
const layers = ['districts', 'streets', 'communities', 'grids'] // of the city's own map
const side = 3 // tiles around the middle, each way

/** Tile addresses of a zoom around the middle of the districts that are drawn down to grids. */
function around(instance, zoom, layer = 'grids') {
  const [lon, lat] = instance.sql(`select avg(centre_lon_e7) / 1e7, avg(centre_lat_e7) / 1e7 from territory.division where level = 'grid'`).split('|').map(Number)
  const n = 2 ** zoom
  const x = Math.floor((lon + 180) / 360 * n)
  const y = Math.floor((1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2 * n)
  const reach = zoom < 12 ? 1 : side
  const tiles = []
  for (let dx = -reach; dx <= reach; ++dx) for (let dy = -reach; dy <= reach; ++dy) tiles.push(`/tiles/${layer}/${zoom}/${x + dx}/${y + dy}.mvt`)
  return tiles
}

async function cold(instance) {
  let worst = 0
  for (const zoom of zooms) {
    for (const layer of layers) {
      const waits = []
      let bytes = 0
      for (const tile of around(instance, zoom, layer)) {
        const start = performance.now()
        const answer = await fetch(instance.url + tile, { headers: { 'accept-encoding': 'gzip' } })
        const body = await answer.arrayBuffer()
        if (!answer.ok) throw new Error(`${tile}: ${answer.status}`)
        if (body.byteLength > 0) waits.push(performance.now() - start)
        bytes = Math.max(bytes, body.byteLength)
      }
      if (waits.length === 0) continue // the layer begins nearer
      const middle = median(waits)
      if (zoom >= 11) worst = Math.max(worst, middle)
      console.log(`tiles: cold, ${layer} at zoom ${zoom}: median ${middle.toFixed(1)} ms, worst ${Math.max(...waits).toFixed(1)} ms of ${waits.length}, largest ${(bytes / 1000).toFixed(0)} kB; load ${loadavg()[0].toFixed(1)}`)
    }
  }
  return worst
}

/** nginx on a free port with the tiles as files, or nothing when it is not installed. */
async function nginx(instance, tiles) {
  try { execFileSync('nginx', ['-v'], { stdio: 'ignore' }) } catch { return undefined }
  const root = join(instance.folder, 'nginx')
  for (const tile of tiles) {
    const path = join(root, tile.replace(/[^/]*$/, ''))
    mkdirSync(path, { recursive: true })
    const body = Buffer.from(await (await fetch(instance.url + tile)).arrayBuffer())
    writeFileSync(join(root, tile), body)
    writeFileSync(join(root, `${tile}.gz`), gzipSync(body, { level: 6 }))
  }
  chmodSync(root, 0o755)
  const port = 20000 + Math.floor(Math.random() * 20000)
  writeFileSync(join(root, 'nginx.conf'), `daemon off; worker_processes 1; pid ${root}/pid; error_log ${root}/error.log; events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
  client_body_temp_path ${root}/b; proxy_temp_path ${root}/p; fastcgi_temp_path ${root}/f; uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
  default_type application/vnd.mapbox-vector-tile; server { listen 127.0.0.1:${port}; root ${root}; gzip_static on; } }\n`)
  const child = spawn('nginx', ['-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')], { stdio: 'ignore' })
  for (let i = 0; i < 100; ++i) {
    try { if ((await fetch(`http://127.0.0.1:${port}${tiles[0]}`)).ok) return { port, child } } catch { await pause(50) }
  }
  throw new Error(`nginx does not answer; see ${root}/error.log`)
}

async function main(instance) {
  await instance.openCity()
  const worst = await cold(instance)
  const tiles = around(instance, 14)
  const file = join(instance.folder, 'tiles')
  writeFileSync(file, tiles.map((tile) => ['GET', tile, '', 0, 0, ''].join('\t') + '\n').join('\n'))
  const rival = await nginx(instance, tiles)
  const mine = []
  const other = []
  for (let round = 0; round <= rounds; ++round) {
    const product = await load(instance, file, { seconds, connections, settle: false, compressed: true })
    const limit = rival ? await load(instance, file, { seconds, connections, settle: false, compressed: true, port: rival.port }) : undefined
    if (round === 0) continue // caches
    mine.push(product)
    if (limit) other.push(limit)
    console.log(`tiles: round ${round}: cached ${product.rate.toFixed(0)}/s (${(product.bytes / product.accepted / 1000).toFixed(1)} kB, p99 ${product.p99.toFixed(2)} ms)` +
      (limit ? `, nginx ${limit.rate.toFixed(0)}/s (${(limit.bytes / limit.accepted / 1000).toFixed(1)} kB): ${(product.rate / limit.rate).toFixed(2)}` : '') + `; load ${loadavg()[0].toFixed(1)}`)
  }
  rival?.child.kill('SIGTERM')
  const ratio = rival ? median(mine.map((one, i) => one.rate / other[i].rate)) : undefined
  console.log(`tiles: cold at zoom 11 and above: ${worst.toFixed(1)} ms at most in the median (goal ${coldMs})`)
  console.log(`tiles: cached ${median(mine.map((one) => one.rate)).toFixed(0)}/s` + (rival ? `: ${ratio.toFixed(2)} of nginx (goal ${share})` : ': nginx is not installed, nothing to compare with (apt-get install nginx-light)'))
  process.exitCode = worst <= coldMs && rival && ratio >= share ? 0 : 1
}

const instance = new Instance()
main(instance).catch((error) => { console.error(error.stderr?.slice(0, 2000) ?? error); process.exitCode = 2 })
  .finally(() => instance.close(process.exitCode === 2 || process.env.KEEP))
