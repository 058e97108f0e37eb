import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { ticketsOf } from '../close.ts'
import { compBody, giveComp } from '../comps.ts'
import { doorNow, partyAtDoor, type AtDoor } from '../door.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { codeOfEntry, entriesAt, reissueEntry } from '../guest_view.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { writeQrFilm } from '../qr_video.ts'
import { keys } from '../staff.ts'
import { openAsStaff, screens } from './staff_page.ts'

// What a camera at the door sees beside tickets that were bought: both passes of a party, a ticket
// on the house, and a code that was replaced, with the one that took its place.

let house: House
let browser: Browser
let folder: string
let party: AtDoor
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  party = await partyAtDoor(house, 2, { tables: [{ name: 'Table 12' }], types: [{}] })
  const codes = [...party.codes, await compCode(), ...(await replacedCodes())]
  folder = mkdtempSync(join(tmpdir(), 'door-'))
  const film = join(folder, 'camera.y4m')
  writeQrFilm(
    film,
    codes.flatMap((code): [string | null, number][] => [
      [code, 2],
      [null, 0.5],
    ]),
  )
  browser = await launch([
    '--use-fake-device-for-media-stream',
    // Without a window nobody can be asked, so everybody is let.
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
  rmSync(folder, { recursive: true, force: true })
})

async function typeOf({ night_id }: AtDoor): Promise<string> {
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from ticket_types where night_id = $1`,
    values: [night_id],
  })
  return rows[0]?.id ?? assert.fail('a kind of ticket')
}

async function compCode(): Promise<string> {
  const what = { ticket_type_id: await typeOf(party), quantity: 1 }
  const owner = await signedInAs(house, 'owner')
  const comp = await giveComp(house, owner, compBody(party.night_id, what))
  return (await ticketsOf(house, comp))[0]?.code ?? assert.fail('a code')
}

/** The code that was, and the one that is. */
async function replacedCodes(): Promise<[string, string]> {
  const order = await placeOrder(house, party.slug, { [await typeOf(party)]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  const host = await signedInAs(house, 'host')
  const [ticket] = await entriesAt(house, host, order)
  assert.ok(ticket)
  const was = await codeOfEntry(house, ticket.id)
  assert.equal((await reissueEntry(house, host, order, ticket)).status, 200)
  return [was, await codeOfEntry(house, ticket.id)]
}

test('the camera tells the passes of a party, a comp and a replaced code apart, each by its own words', async () => {
  const path = `/dashboard/door?night=${party.slug}`
  const { page, close } = await openAsStaff(house, browser, 'door', path, screens.phone)
  await page.getByRole('button', { name: 'Start the camera' }).click()
  const verdict = page.getByRole('dialog')
  const seen = new Set<string>()
  const wanted = [
    /Table 12[^]*Maya Brandt \+ 1[^]*1 of 2 in/i,
    /Table 12[^]*Maya Brandt \+ 1[^]*2 of 2 in/i,
    /GA[^]*Comp/i,
    /Replaced[^]*The guest has a newer code/i,
    /Already in/i,
  ]
  await eventually('each of them is told', async () => {
    // The film begins anew at its end, and no verdict has to be pressed away.
    if ((await verdict.count()) > 0) seen.add(await verdict.innerText())
    return wanted.every((words) => [...seen].some((text) => words.test(text)))
  })
  const door = await signedInAs(house, 'door')
  await eventually('all four heads are in, and nobody twice', async () => {
    const { count } = await doorNow(house, door, party.slug)
    assert.ok(count && count.inside <= 4)
    return count.inside === 4 && count.sold === 4
  })
  await close()
})
