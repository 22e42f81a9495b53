// Addresses that have to be made first.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

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
