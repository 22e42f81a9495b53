// Lighthouse on every page of pages.mjs: `cargo xtask bench pages` builds for release and runs this.
//
// Each page is loaded cold (no cache), as on a phone with a slow connection: Lighthouse's defaults for mobile, whose
// throttling is simulated. Scores and sizes are printed; a score fails nothing, a page that cannot be measured does, after
// the others were.

import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import puppeteer from 'puppeteer-core'
import { pages } from './pages.mjs'
import { administrator } from './people.mjs'
import { serve, signIn, visitor } from './server.mjs'
import { table } from './table.mjs'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const categories = { performance: 'perf', accessibility: 'access', 'best-practices': 'practices', seo: 'SEO' }

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    out: { type: 'string', default: 'target/bench' },
    // Part of a name: only these pages.
    only: { type: 'string' },
  },
})
const chromium = process.env.WAYMARK_CHROMIUM
if (!options.server || !chromium) {
  console.error('usage: WAYMARK_CHROMIUM=FILE node run.mjs --server FILE [--out FOLDER] [--only NAME]')
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

await mkdir(options.out, { recursive: true })
const wanted = pages.filter((page) => !options.only || page.name.toLowerCase().includes(options.only.toLowerCase()))
if (wanted.length === 0) throw new Error(`no page's name holds "${options.only}"`)
const server = await serve(options.server, options.out)
const sessions = new Map()
const results = []
try {
  const as = (email) => visitor(server.base, email)
  const at = { administrator: await as(administrator), data: server.data, as }
  for (const page of wanted) {
    process.stderr.write(`Lighthouse: ${page.name}\n`)
    try {
      const path = typeof page.path === 'function' ? await page.path(at) : page.path
      results.push({ name: page.name, as: page.as ?? null, ...(await measure(server.base, path, page.as)) })
    } catch (error) {
      console.error(`error: ${page.name}: ${error.message}`)
      results.push({ name: page.name, as: page.as ?? null, error: error.message })
    }
  }
} finally {
  await server.stop()
}
const measured = results.filter((page) => !page.error)
const document = {
  machine: { cores: cpus().length, processor: cpus()[0]?.model, date: new Date().toISOString(), node: process.version },
  settings: measured[0]?.settings ?? null,
  pages: results.map(({ settings, ...page }) => page),
}
const file = join(options.out, 'pages.json')
await writeFile(file, JSON.stringify(document, null, 2) + '\n')
print(document)
console.log(`\nAll of it as JSON: ${file}`)
process.exitCode = measured.length === results.length ? 0 : 1

/** Does something in a browser of its own, in which nothing is cached and nobody is signed in. */
async function inBrowser(work) {
  const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: flags, protocolTimeout: 90_000 })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/** The cookies of somebody who signed in, once for all their pages. */
async function cookiesOf(base, email) {
  if (!sessions.has(email)) {
    sessions.set(email, await inBrowser(async (browser) => signIn(await browser.newPage(), base, email)))
  }
  return sessions.get(email)
}

async function measure(base, path, as) {
  const cookies = as ? await cookiesOf(base, as) : []
  // A page that does not answer would keep Lighthouse waiting for minutes.
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const answer = await fetch(base + path, {
    headers: { accept: 'text/html', ...(cookie && { cookie }) },
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`it answers ${answer.status}`)
  return inBrowser(async (browser) => {
    if (cookies.length > 0) await browser.setCookie(...cookies)
    // Nothing is reset, or the session would be too; the browser is new, so nothing is cached.
    const settings = { logLevel: 'error', output: 'json', disableStorageReset: true, onlyCategories: Object.keys(categories) }
    const { lhr } = await lighthouse(base + path, settings, undefined, await browser.newPage())
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message)
    const shown = new URL(lhr.finalDisplayedUrl).pathname
    if (shown !== new URL(base + path).pathname) throw new Error(`${shown} was shown instead`)
    return understood(lhr)
  })
}

function understood(lhr) {
  const scores = {}
  const failing = {}
  for (const id of Object.keys(categories)) {
    const category = lhr.categories[id]
    scores[id] = category.score === null ? null : Math.round(category.score * 100)
    failing[id] = category.auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
      .map(({ id }) => id)
  }
  const requests = lhr.audits['network-requests']?.details?.items ?? []
  return {
    scores,
    lcp_ms: value(lhr, 'largest-contentful-paint'),
    tbt_ms: value(lhr, 'total-blocking-time'),
    cls: value(lhr, 'cumulative-layout-shift'),
    fcp_ms: value(lhr, 'first-contentful-paint'),
    speed_index_ms: value(lhr, 'speed-index'),
    bytes: value(lhr, 'total-byte-weight'),
    requests: requests.map(({ url, resourceType, transferSize, resourceSize, statusCode }) => ({
      // One-time links are nobody's to keep, not even in a report.
      path: new URL(url).pathname.replace(/^(\/set-password\/).*/, '$1…'),
      type: resourceType,
      status: statusCode,
      bytes: transferSize,
      bytes_unpacked: resourceSize,
    })),
    failing,
    warnings: lhr.runWarnings,
    settings: {
      lighthouse: lhr.lighthouseVersion,
      browser: lhr.environment.hostUserAgent,
      form_factor: lhr.configSettings.formFactor,
      throttling_method: lhr.configSettings.throttlingMethod,
      throttling: lhr.configSettings.throttling,
    },
  }
}

function value(lhr, audit) {
  const number = lhr.audits[audit]?.numericValue
  return number === undefined ? null : Math.round(number * 1000) / 1000
}

function print({ settings, pages, machine }) {
  const how = settings ? `Lighthouse ${settings.lighthouse}, ${settings.form_factor}, throttling: ${settings.throttling_method}` : 'Lighthouse'
  console.log(`\n${how}; ${machine.cores} cores\n`)
  const or = (number, text) => (number === null || number === undefined ? '-' : text(number))
  const head = ['page', ...Object.values(categories), 'LCP', 'TBT', 'CLS', 'bytes']
  const rows = pages.map((page) => [
    page.name,
    ...Object.keys(categories).map((id) => or(page.scores?.[id], String)),
    or(page.lcp_ms, (ms) => `${(ms / 1000).toFixed(2)} s`),
    or(page.tbt_ms, (ms) => `${Math.round(ms)} ms`),
    or(page.cls, (shift) => shift.toFixed(3)),
    or(page.bytes, (bytes) => `${(bytes / 1000).toFixed(1)} KB`),
  ])
  console.log(table(head, rows))
  console.log('\n  Audits below 90 that count (robots.txt disallows everything by design: is-crawlable):\n')
  for (const page of pages) {
    const ids = Object.values(page.failing ?? {}).flat()
    console.log(`  ${page.name}: ${page.error ? `NOT MEASURED: ${page.error}` : [...new Set(ids)].join(', ') || 'none'}`)
    for (const warning of page.warnings ?? []) console.log(`    warning: ${warning}`)
  }
}
