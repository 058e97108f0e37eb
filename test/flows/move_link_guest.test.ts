import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { mailTo } from '../deposits.ts'
import { desk } from '../desk.ts'
import { clientSecretOf, confirm, pay, type GuestOrder } from '../guest.ts'
import { renameGuestOf } from '../guest_view.ts'
import { openHouse, type House } from '../house.ts'
import { meet } from '../meet.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { giveBack, refundIs } from '../money_back.ts'
import { askToMove, mustMove, nightAt, standsAt, wantedFor } from '../move.ts'
import { mustOffer, offered, stateIs } from '../move_link.ts'
import { keys } from '../staff.ts'

// What a guest pays to be moved is an order of its own, and of the same guest: what is corrected of
// one is corrected of the other, and what was paid by it comes back by it.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** Whose an order is. */
async function guestOf({ order_id }: GuestOrder): Promise<[name: string, email: string]> {
  const { rows } = await house.db.query<{ guest_name: string; guest_email: string }>({
    text: `select guest_name, guest_email from orders where id = $1`,
    values: [order_id],
  })
  const { guest_name, guest_email } = rows[0] ?? assert.fail('no order')
  return [guest_name, guest_email]
}

const correct = (order: GuestOrder, email: string) => desk(house, owner, order, '/email', { email })
const actionsOf = async ({ order_id }: GuestOrder) =>
  (await deedsOf(house, order_id)).map(({ action }) => action)

test('a corrected name and address go with an order onto what its guest pays to move it', async () => {
  const { order, difference: paid } = await offered(house, owner)
  await pay(house, paid)
  await stateIs(house, paid, 'fulfilled')
  const waiting = await mustOffer(house, owner, order, await nightAt(house, 9000))
  const email = `${order.order_id}@corrected.example`
  assert.equal((await correct(order, email)).status, 200)
  assert.equal((await renameGuestOf(house, owner, order, 'Zoe Corrected')).status, 200)
  for (const one of [order, paid, waiting]) {
    assert.deepEqual(await guestOf(one), ['Zoe Corrected', email])
    const deeds = await actionsOf(one)
    assert.deepEqual(
      ['order.email_corrected', 'order.renamed'].filter((action) => deeds.includes(action)),
      ['order.email_corrected', 'order.renamed'],
    )
  }
  const { text } = await mailTo(house, email, 'Move to ')
  assert.ok(text?.includes(waiting.order_id), 'the link to pay is where somebody reads it')
  await audit(house)
})

for (const isPaidFirst of [true, false])
  test(`a name is corrected while the link is paid, ${isPaidFirst ? 'the money' : 'the name'} first: both are done`, async () => {
    const { to, order, difference } = await offered(house, owner)
    const secret = await clientSecretOf(house, difference)
    const races: (() => Promise<{ status: number }>)[] = [
      () => confirm(house, difference, secret),
      () => renameGuestOf(house, owner, order, 'Zoe Meanwhile'),
    ]
    const gate = 'select from orders where id = $1'
    const all = isPaidFirst ? races : races.toReversed()
    for (const { status } of await meet(house, gate, order.order_id, all)) assert.equal(status, 200)
    await stateIs(house, difference, 'fulfilled')
    assert.equal((await standsAt(house, order)).night_id, to.night_id)
    for (const one of [order, difference]) assert.equal((await guestOf(one))[0], 'Zoe Meanwhile')
    await audit(house)
  })

test('a night so cheap that what was paid for moving would go back, too, is refused with how to get there', async () => {
  const { order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  const cheap = await nightAt(house, 2000)
  const wanted = await wantedFor(house, owner, order, cheap)
  assert.equal(wanted.difference_minor, -6000)
  const { status, body } = await askToMove(house, owner, order, wanted)
  assert.deepEqual(
    [status, body.code, body.errors[0]?.field],
    [409, 'move_gives_difference_back', 'difference_minor'],
  )
  assert.match(JSON.stringify(body), /For moving it before €30 was paid/)
  const refund = await giveBack(house, difference, 'everything')
  await refundIs(house, difference, refund, 'succeeded')
  assert.equal((await mustMove(house, owner, order, cheap)).difference_minor, -3000)
  assert.equal((await standsAt(house, order)).night_id, cheap.night_id)
  await audit(house)
})
