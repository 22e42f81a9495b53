// Addresses that have to be made first.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { employee, manager, peer, peerName } from './people.mjs'

/** The address behind an invitation: an administrator invites somebody, and the letter is read. */
export async function invitation({ administrator, data }) {
  const email = 'lighthouse@halden.example'
  const answer = await administrator.post('/fn/people/invite', { name: 'Lin Lighthouse', email, title: 'Keeper' })
  const to = answer.headers.get('location') ?? ''
  if (!to.includes('invited=')) throw new Error(`inviting somebody answers ${answer.status} ${to}`)
  // Where no mail is sent the address has the token.
  const shown = new URL(to, 'http://localhost').searchParams.get('link')
  if (shown) return `/set-password/${encodeURIComponent(shown)}`
  for (let tries = 0; tries < 100; tries++) {
    for (const text of await letters(join(data, 'mail'))) {
      const link = text.includes(email) && text.match(/\/set-password\/[^\s]+/)
      if (link) return link[0]
    }
    await sleep(100)
  }
  throw new Error('no letter with a link came within 10 s')
}

/** The results of a former survey, which an administrator imports. */
export async function results({ administrator }) {
  const questions = ['a', 'b', 'c'].map((id) => `[[section.question]]\nid = "${id}"\ntext = "What ${id} asks."\nkind = "scale"\n`)
  const form = `id = "former"\ntitle = "Former"\npurpose = "company"\nlang = "en"\n[[section]]\nid = "all"\ntitle = "All"\n${questions.join('')}`
  const teams = { Payments: 9, Timetables: 14, Product: 31 }
  const rows = Object.entries(teams).flatMap(([team, size]) =>
    Array.from({ length: size }, (_, number) => [team, 1 + (number % 5), 3 + (number % 3), 4].join(',')),
  )
  const sent = new FormData()
  sent.set('file', new Blob([['Team,a,b,c', ...rows].join('\n')]), 'answers.csv')
  sent.set('toml', new Blob([form]), 'questions.toml')
  sent.set('cycle', '2025')
  sent.set('name', 'Former')
  const kept = await administrator.post('/fn/surveys/upload', sent)
  const page = await (await administrator.get(kept.headers.get('location') ?? '/')).text()
  const field = (name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? ''
  const done = await administrator.post('/fn/surveys/import', { id: field('id'), fingerprint: field('fingerprint') })
  const id = done.headers.get('location')?.match(/surveys\/([0-9a-f-]{36})/)?.[1]
  if (!id) throw new Error(`importing a survey answers ${done.status} ${done.headers.get('location')}`)
  return `/surveys/${id}/results?unit=1`
}

/** The address of a survey that is open: an administrator launches it. */
export async function survey({ administrator }) {
  const cycle = await made(administrator, '/fn/cycles/create', { name: 'Measured', starts: '2027-01-01', ends: '2027-06-30' }, 'cycles')
  const fields = { kind: 'company', name: 'Company review', questionnaire: 'company-review', mode: 'confidential', k: '5', who: 'all' }
  // Far enough away, whatever the clock says.
  const closes = new Date(Date.now() + 14 * 24 * 60 * 60 * 1000).toISOString().slice(0, 16)
  const wanted = { cycle, ...fields, viewers: 'everyone', closes }
  return `/surveys/${await made(administrator, '/fn/cycles/launch', wanted, 'surveys')}`
}

/** A cycle of this name, and the days that it proposes for personal reviews. */
async function reviewed(administrator, name) {
  const dates = { starts: '2027-01-01', ends: '2027-12-31' }
  const cycle = await made(administrator, '/fn/cycles/create', { name, ...dates }, 'cycles')
  const page = await (await administrator.get(`/admin/cycles/${cycle}/reviews`)).text()
  const day = (stage) => page.match(new RegExp(`name="${stage}"[^>]*value="([0-9-]{10})"`))?.[1] ?? ''
  // The half-year that is under way comes first: the demo company has its goals in it.
  const back = page.match(/<option[^>]* value="([0-9a-f-]{36})"[^>]*>\d{4} H[12]</)?.[1] ?? 'none'
  return { cycle, back, days: Object.fromEntries(['prepare', 'share', 'talk', 'sign'].map((stage) => [stage, day(stage)])) }
}

/** Where personal reviews are launched, with what it would lead to. */
export async function reviews({ administrator }) {
  const { cycle, days } = await reviewed(administrator, 'Reviewed')
  return `/admin/cycles/${cycle}/reviews?${new URLSearchParams({ who: 'all', ...days, look: '1' })}`
}

/** How far the reviews of everybody are. */
export async function progress({ administrator }) {
  const { cycle, days } = await reviewed(administrator, 'Under review')
  const wanted = { cycle, questionnaire: 'personal-review', back: 'none', ...days, who: 'all' }
  return `/admin/reviews/${await made(administrator, '/fn/reviews/launch', wanted, 'reviews')}`
}

/** The review of the employee, in which both sides and a peer have begun to write; made once for all pages that show it. */
function writing(given) {
  written ??= begun(given)
  return written
}
let written

async function begun({ administrator, as }) {
  const { cycle, back, days } = await reviewed(administrator, 'Written')
  const page = await (await administrator.get('/people?search=Mira+Solberg')).text()
  const person = page.match(/href="\/people\/([0-9a-f-]{36})"[^>]*>Mira Solberg</)?.[1]
  if (!person) throw new Error('/people does not find the employee')
  const wanted = { cycle, questionnaire: 'personal-review', back, ...days, who: 'people', people: 'Mira Solberg' }
  await made(administrator, '/fn/reviews/launch', wanted, 'reviews')
  const [own, managing, colleague] = await Promise.all([employee, manager, peer].map(as))
  await sent(own, '/fn/reviews/save', { cycle, person, ...fields(['answer.achievements-best', 'answer.learned']) })
  await sent(managing, '/fn/reviews/save', { cycle, person, ...fields(['answer.achievements-best', 'answer.improvement-areas']) })
  await sent(managing, '/fn/reviews/ask', { cycle, person, peer: peerName, about: 'The shared design.', open: 'true' })
  await sent(colleague, '/fn/reviews/save-input', { cycle, person, ...fields(['keep', 'change']) })
  return { cycle, person }
}

/** Fields of a review, as a form without script sends them. */
function fields(slots) {
  const text = 'Refunds went from three minutes to one and a half. '.repeat(8).trim()
  return Object.fromEntries(slots.flatMap((slot) => [[`written[text][${slot}]`, text], [`written[seen][${slot}]`, '0']]))
}

/** The employee's half of their review, as they write it. */
export async function half(given) {
  return `/review/${(await writing(given)).cycle}`
}

/** The manager's half of it. */
export async function halfOf(given) {
  const { cycle, person } = await writing(given)
  return `/review/${cycle}/${person}`
}

/** Where the peer writes. */
export async function asked(given) {
  return `${await halfOf(given)}/input`
}

/** Where the name of somebody who left is taken away: an administrator lets them go first. */
export async function former({ administrator }) {
  const page = await (await administrator.get('/admin/people?search=emil')).text()
  const path = page.match(/href="(\/admin\/people\/([0-9a-f-]{36}))"/)
  if (!path) throw new Error('/admin/people leads to nobody called Emil')
  await administrator.post('/fn/people/leave', { id: path[2] })
  return `${path[1]}/anonymise`
}

/** The dashboard of the team that the lead leads. */
export async function team({ administrator }) {
  const page = await (await administrator.get('/teams')).text()
  const path = page.match(/href="(\/teams\/[0-9a-f-]{36})"[^>]*>Payments</)?.[1]
  if (!path) throw new Error('/teams leads to no team of payments')
  return path
}

/** Sends a form that does something. */
async function sent(visitor, path, form) {
  const answer = await visitor.post(path, form)
  const to = answer.headers.get('location') ?? ''
  if (!to.includes('done=')) throw new Error(`${path} answers ${answer.status} ${to}`)
}

/** Sends a form that makes something, and reads its id from where it leads. */
async function made(administrator, path, form, noun) {
  const answer = await administrator.post(path, form)
  const id = new RegExp(`/admin/${noun}/([0-9a-f-]{36})`).exec(answer.headers.get('location') ?? '')?.[1]
  if (!id) throw new Error(`${path} answers ${answer.status} ${answer.headers.get('location')}`)
  return id
}

async function letters(folder) {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.eml'))
  return Promise.all(files.map(async (name) => decoded(await readFile(join(folder, name), 'utf8'))))
}

/** A letter's text; long lines are broken in transit, and some characters written as numbers. */
function decoded(letter) {
  if (!/^content-transfer-encoding: *quoted-printable/im.test(letter)) return letter
  const plain = letter.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)))
  return Buffer.from(plain, 'latin1').toString('utf8')
}

/** Where a workshop of that team is started. */
export async function workshop(given) {
  return `/workshops/new?team=${(await team(given)).split('/').pop()}`
}
