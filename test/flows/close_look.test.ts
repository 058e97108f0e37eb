import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { encode } from 'fast-png'
import { transaction } from '../../src/kernel/index.ts'
import { oweMail } from '../../src/mail/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys } from '../staff.ts'

// The report of a night in the house's look: its colour, its logo, and its language.

let house: House
let owner: Browser
let night: string
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  const { slug, night_id, types } = await addNight(house.db)
  night = night_id
  owner = await signedInAs(house, 'owner')
  const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
})
after(() => auditAndClose(house))

/** A white ring on nothing, as many logos are. */
function ring(): Buffer {
  const [width, height] = [180, 60]
  const data = new Uint8Array(width * height * 4).fill(255)
  for (let n = 0; n < width * height; n += 1) {
    const across = Math.hypot(((n % width) - 90) / 3, Math.floor(n / width) - 30)
    data[n * 4 + 3] = across > 18 && across < 28 ? 255 : 0
  }
  return Buffer.from(encode({ width, height, channels: 4, data }))
}

async function paper(): Promise<Buffer> {
  const response = await fetch(`${house.url}/api/dashboard/close.pdf?night=${night}`, {
    headers: { cookie: owner.cookie() },
  })
  assert.equal(response.status, 200)
  return Buffer.from(await response.arrayBuffer())
}

const pictures = (pdf: Buffer) => pdf.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0

async function sendLogo(bytes: Buffer): Promise<void> {
  const response = await fetch(`${house.url}/api/dashboard/settings/venue/logo`, {
    method: 'POST',
    headers: {
      cookie: owner.cookie(),
      origin: house.url,
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(bytes),
  })
  assert.equal(response.status, 200, await response.text())
}

test('the logo stands on the paper, and a house without one has its name', async () => {
  assert.equal(pictures(await paper()), 0)
  await sendLogo(ring())
  const pdf = await paper()
  assert.equal(pictures(pdf), 1, 'laid on its ground, so without a mask')
  const kept = process.env['CLOSE_PDF']
  if (kept) await writeFile(kept, pdf)
})

test('the mail in the morning has the house’s colour and logo, and is in its language', async () => {
  const { body } = await dashboard(house, owner, 'GET', 'settings/venue')
  const venue = { ...body, accent: '#ff8800', language: 'es' }
  assert.equal((await dashboard(house, owner, 'PUT', 'settings/venue', venue)).status, 200)
  await transaction(house.db, (tx) => oweMail(tx, 'night_closed', night))
  const mail = await house.mailbox.waitFor(({ html }) => Boolean(html?.includes('lang="es"')))
  assert.match(mail.html ?? '', /4px solid #ff8800/)
  assert.ok(mail.html?.includes(`${house.url}/logo/`))
  assert.equal(pictures(mail.attachments[0]?.content ?? assert.fail('a report')), 1)
})
