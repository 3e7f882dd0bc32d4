// A linli of our own for journeys: fresh data, a free port, stopped when done.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../build/linli', import.meta.url))

function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'linli-journeys-'))
  chmodSync(folder, 0o755) // the cluster's own user must pass it
  return join(folder, 'd')
}

/**
 * Starts build/linli, on fresh data unless told which; {url, data, stop(), log()}. stop({keep: true}) leaves the data
 * for the next start. Rejects with the log when it does not become ready.
 */
export function startServer({ options = ['--demo', 'street'], minutes = 5, data = freshFolder() } = {}) {
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = '', served = false
  const gone = new Promise((resolve) => child.on('close', resolve))
  const stop = async ({ keep = false } = {}) => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await gone
    clearTimeout(timer)
    if (!keep) rmSync(dirname(data), { recursive: true, force: true })
    return log
  }
  return new Promise((resolve, reject) => {
    const give_up = async (why) => reject(new Error(`${why}\n${(await stop()).slice(-4000)}`))
    const timer = setTimeout(() => give_up(`linli was not ready in ${minutes} minutes`), minutes * 60_000)
    const look = (piece) => {
      log += piece
      const ready = log.match(/^ready (http\S+)$/m)
      if (!ready) return
      clearTimeout(timer)
      served = true
      resolve({ url: ready[1], data, stop, log: () => log })
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('error', (error) => { clearTimeout(timer); reject(error) })
    gone.then((code) => { clearTimeout(timer); if (!served) void give_up(`linli ended with ${code}`) })
  })
}
