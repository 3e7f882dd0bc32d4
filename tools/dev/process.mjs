// Programs run to their end, with all they print.
import { spawn } from 'node:child_process'

/** Runs a program; {code, output, seconds}. Killed (code 'timeout') after `minutes`. Never throws. */
export function run(command, args, { cwd, env, minutes = 15 } = {}) {
  return new Promise((resolve) => {
    const began = Date.now()
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = '', late = false
    const timer = setTimeout(() => { late = true; child.kill('SIGKILL') }, minutes * 60_000)
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code: late ? 'timeout' : code, output, seconds: (Date.now() - began) / 1000 })
    }
    child.stdout.on('data', (data) => { output += data })
    child.stderr.on('data', (data) => { output += data })
    child.on('error', (error) => { output += error.message; finish('not started') })
    child.on('close', (code, signal) => finish(signal ?? code))
  })
}

/** Does `work` on every item, `width` at a time. */
export async function each(items, width, work) {
  const waiting = [...items]
  const one = async () => { while (waiting.length) await work(waiting.shift()) }
  await Promise.all(Array.from({ length: width }, one))
}
