import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { callOffFinished, mailsAbout, mustCallOff } from '../calloff.ts'
import { closeOf, endNight, readStripe } from '../close.ts'
import { mailTo } from '../deposits.ts'
import { desk } from '../desk.ts'
import { askToPay, clientSecretOf, eventually, orderState, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { signedInAs, type Browser } from '../member.ts'
import { alertsAbout, giveBack, refundsOf } from '../money_back.ts'
import { mustMove, nightAt, standsAt } from '../move.ts'
import { offered, offersOf, stateIs } from '../move_link.ts'
import { pageOf, read } from '../party.ts'
import { keys, scanPass } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// What was paid for a move that cannot be made any more goes back, once, and the owner is told; and
// what was paid for one that was made stays with it, to the cent.

let house: House
let owner: Browser
before(async () => {
  const soon = { FULFIL_RETRY_SECONDS: '0.1,0.1,0.1' }
  house = await openHouse({ ...keys, ...QUICK, ...soon, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** All of it, once, and the owner has heard of it. */
async function moneyIsBack(difference: GuestOrder): Promise<void> {
  await stateIs(house, difference, 'refunded')
  assert.deepEqual(
    (await refundsOf(house, difference)).map(({ amount, reason }) => [amount, reason]),
    [[3000, 'late_money']],
  )
  const { rows } = await house.db.query<{ late_because: string }>({
    text: `select late_because from orders o where id = $1 and exists (
             select from alerts a where a.kind = 'refund_due' and a.subject_id = o.id)`,
    values: [difference.order_id],
  })
  assert.equal(rows.length, 1, 'the owner was told')
}

test('money that comes after the link was over goes back, and the order stays', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const secret = await clientSecretOf(house, difference)
  await expireInBooks(house, difference)
  await confirmAtStripe(house, secret)
  await moneyIsBack(difference)
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  assert.equal((await offersOf(house, owner, order))[0]?.state, 'sent_back')
  assert.match((await read(pageOf(house, difference))).text, /which you had paid for moving/)
  const { text } = await mailTo(house, order.email, 'Your refund of')
  assert.match(text ?? '', /It was paid for moving to another night/)
  await audit(house)
})

test('the other night is called off while the guest pays: the money is back, the order stays', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const secret = await clientSecretOf(house, difference)
  await mustCallOff(house, owner, to)
  assert.ok((await askToPay(house, difference)).status >= 400)
  await confirmAtStripe(house, secret)
  await moneyIsBack(difference)
  await callOffFinished(house, owner, to)
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  await audit(house)
})

test('the order is refunded while the guest pays: nothing more can be paid, and what comes is back', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const secret = await clientSecretOf(house, difference)
  await giveBack(house, order, 'everything')
  const refused = await askToPay(house, difference)
  assert.equal((refused.body as { code?: string }).code, 'move_over')
  await confirmAtStripe(house, secret)
  await moneyIsBack(difference)
  await stateIs(house, order, 'refunded')
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 0])
  await audit(house)
})

test('somebody goes in while the guest pays: they stay in, and the money is back', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const secret = await clientSecretOf(house, difference)
  const { codes } = await standsAt(house, order)
  assert.equal((await scanPass(house, from.slug, codes[0] ?? '')).status, 201)
  await confirmAtStripe(house, secret)
  await moneyIsBack(difference)
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  await audit(house)
})

/** Nothing can be moved until this is undone: the database refuses every move. */
async function breakMoving(): Promise<() => Promise<unknown>> {
  await house.db.query({
    text: `create or replace function refuse_moves() returns trigger language plpgsql as $$
             begin raise exception 'moves cannot be written'; end $$;
           create trigger refuse_moves before insert on order_moves
             for each statement execute function refuse_moves()`,
  })
  return () => house.db.query({ text: 'drop trigger refuse_moves on order_moves' })
}

test('a move that fails is tried again, and then by hand: the money stays booked until it is made', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const mend = await breakMoving()
  await pay(house, difference)
  await eventually('the owner is told', async () =>
    (await alertsAbout(house, difference)).some(({ kind }) => kind === 'fulfilment_stuck'),
  )
  assert.equal((await orderState(house, difference)).state, 'paid')
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 2])
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  await audit(house)
  await mend()
  assert.equal((await desk(house, owner, difference, '/issue')).status, 200)
  await stateIs(house, difference, 'fulfilled')
  assert.equal((await standsAt(house, order)).night_id, to.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
  await audit(house)
})

test('a move that fails, and cannot be made any more when it is tried again, gives the money back', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  const mend = await breakMoving()
  await pay(house, difference)
  await stateIs(house, difference, 'paid')
  const { codes } = await standsAt(house, order)
  assert.equal((await scanPass(house, from.slug, codes[0] ?? '')).status, 201)
  await moneyIsBack(difference)
  await mend()
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  await audit(house)
})

test('the night that it has moved to is called off: order and difference are back, in one mail', async () => {
  const { to, order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  await mustCallOff(house, owner, to)
  await callOffFinished(house, owner, to)
  for (const one of [order, difference]) await stateIs(house, one, 'refunded')
  assert.equal((await mailsAbout(house, order.order_id))['night_cancelled'], 1)
  assert.equal((await mailsAbout(house, difference.order_id))['night_cancelled'], undefined)
  await audit(house)
})

test('the close of both nights adds up: the difference counts where its order is', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  const back = await nightAt(house, 8000)
  await mustMove(house, owner, order, back)
  for (const night of [from, to, back]) await endNight(house, night)
  await readStripe(house)
  for (const night of [from, to]) {
    const { books, differences } = await closeOf(owner, night.slug)
    assert.deepEqual([books.charged_minor, books.kept_minor, differences], [0, 0, []])
  }
  const { books, stripe, tickets_minor, differences } = await closeOf(owner, back.slug)
  assert.deepEqual(
    books.charged.map(({ of, amount_minor }) => [of, amount_minor]),
    [
      ['difference', 3000],
      ['ticket', 5000],
    ],
  )
  assert.deepEqual(
    [books.kept_minor, stripe?.kept_minor, tickets_minor, differences],
    [8000, 8000, 8000, []],
  )
  await audit(house)
})
