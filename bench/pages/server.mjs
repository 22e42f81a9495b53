// The demo company, served by the program under measurement.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const password = 'four calm harbours'

/** Starts the program on an empty folder below `out`; `stop` ends it and removes the folder. */
export async function serve(program, out) {
  const scratch = await mkdtemp(join(out, 'pages-'))
  // Settings for other programs of this project share the prefix; the server would take them for its own.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_')))
  env.WAYMARK_SIGN_IN_TRIES = '1000'
  const child = spawn(resolve(program), ['demo', '--addr', '127.0.0.1:0', '--data', 'data'], {
    cwd: scratch,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (bytes) => (log = (log + bytes).slice(-8000)))
  const ended = new Promise((done) => child.once('close', done).once('error', done))
  process.once('exit', () => child.kill('SIGKILL'))
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
    await rm(scratch, { recursive: true, force: true })
  }
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const base = line.match(/^Waymark serves (http:\/\/127\.0\.0\.1:\d+)/)
      if (base) return base[1]
    }
    await ended
    throw new Error(`the server did not start:\n${log}`)
  })()
  const late = new Promise((_, fail) => setTimeout(fail, 60_000, new Error(`the server was not ready in time:\n${log}`)).unref())
  try {
    return { base: await Promise.race([ready, late]), data: join(scratch, 'data'), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Somebody who signs in without a browser, to set things up. */
export async function visitor(base, email) {
  let cookie = ''
  const headers = () => ({ origin: base, accept: 'text/html', cookie })
  const get = (path) => fetch(new URL(path, base), { redirect: 'manual', headers: headers() })
  const post = (path, fields) =>
    fetch(base + path, {
      method: 'POST',
      redirect: 'manual',
      headers: headers(),
      // A form with files is sent as it is.
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    })
  const answer = await post('/fn/session/sign-in', { email, password })
  cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0]
  if (answer.status !== 302 || !cookie) throw new Error(`signing in as ${email} answers ${answer.status}`)
  return { get, post }
}

/** Signs in as people do, through the form in a page of the browser, and returns the cookies. */
export async function signIn(page, base, email) {
  await page.goto(`${base}/sign-in`, { waitUntil: 'load' })
  await page.type('input[name=email]', email)
  await page.type('input[name=password]', password)
  await Promise.all([
    page.waitForFunction(() => location.pathname !== '/sign-in', { timeout: 30_000 }),
    page.keyboard.press('Enter'),
  ])
  const cookies = await page.browserContext().cookies()
  if (!cookies.some((cookie) => cookie.httpOnly)) throw new Error(`signing in as ${email} left no session`)
  return cookies
}
