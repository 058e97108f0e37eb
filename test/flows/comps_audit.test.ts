import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret, newTicketCode } from '../../src/kernel/index.ts'
import { reconcile } from '../../src/overview/index.ts'
import { audit, auditAndClose, claimsAbout } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { compBody, giveComp } from '../comps.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { ga } from '../ware.ts'

// No ticket without money, or a comp with an approver: the database refuses what it can, and the
// audit objects to the rest. Each fault is planted by hand, and mended after it.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const sql = (text: string, values: unknown[] = []) => house.db.query({ text, values })
const refused = (text: string, values: unknown[], constraint: RegExp) =>
  assert.rejects(sql(text, values), constraint)

async function given() {
  const night = await addNight(house.db)
  const [ticket_type_id = ''] = night.types
  return giveComp(house, owner, compBody(night.night_id, { ticket_type_id }))
}

async function asked(): Promise<string> {
  const night = await addNight(house.db)
  const id = newId('cmp')
  await sql(
    `insert into comps (id, night_id, ticket_type_id, name, quantity, guest_name, guest_email, locale,
                        reason, asked_by) values ($1, $2, $3, 'GA', 1, 'G', 'g@x.example', 'en', 'r', 'H')`,
    [id, night.night_id, night.types[0]],
  )
  return id
}

test('the database refuses an order for nothing that is of no comp, and a comp with a price', async () => {
  const paid = await buy(house, ga, 1)
  const comp = await given()
  await refused(`update orders set total_minor = 0 where id = $1`, [paid.order_id], /free_when/)
  await refused(`update orders set total_minor = 1 where id = $1`, [comp.order_id], /free_when/)
  await refused(
    `update order_lines set unit_price_minor = 0 where order_id = $1`,
    [paid.order_id],
    /line_free_when/,
  )
  await refused(
    `update order_lines set unit_price_minor = 1 where order_id = $1`,
    [comp.order_id],
    /line_free_when/,
  )
  await refused(
    `update order_lines set quantity = 9 where order_id = $1`,
    [comp.order_id],
    /line_as_approved/,
  )
  for (const change of [`state = 'paid'`, `state = 'refunded'`, `paid_at = now()`])
    await refused(`update orders set ${change} where id = $1`, [comp.order_id], /comp_is_given/)
  await refused(
    `update orders set state = 'withdrawn' where id = $1`,
    [paid.order_id],
    /withdrawn_when/,
  )
})

test('the database refuses an order of a comp that nobody has approved, or that is another’s', async () => {
  const comp = await given()
  const [waiting, other] = [await asked(), await given()]
  const forge = `insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency,
                   comp_id, fulfilled_at)
                 select $1, night_id, $2, 'fulfilled', 'done', 0, 'eur', id, now()
                   from comps where id = $3`
  const order = [newId('ord'), newSecret()]
  await refused(forge, [...order, waiting], /order_of_its_comp/)
  await refused(forge, [...order, comp.comp_id], /orders_one_of_a_comp|order_of_its_comp/)
  await refused(
    `update orders set comp_id = $2 where id = $1`,
    [comp.order_id, other.comp_id],
    /orders_one_of_a_comp|order_of_its_comp/,
  )
  await refused(
    `update comps set state = 'approved', decided_by = 'X', decided_at = now() where id = $1`,
    [waiting],
    /comp_approved_has_an_order/,
  )
  await refused(
    `update comps set state = 'approved', order_id = $2 where id = $1`,
    [waiting, newId('ord')],
    /comp_decided_by_somebody/,
  )
  await refused(
    `update comps set state = 'approved', decided_by = 'X', decided_at = now(), order_id = $2
      where id = $1`,
    [waiting, newId('ord')],
    /comps_order_id_fkey/,
  )
  await refused(
    `update comps set quantity = 9 where id = $1`,
    [comp.comp_id],
    /line_as_approved|violates foreign key/,
  )
  await refused(
    `update comps set decided_by = null where id = $1`,
    [comp.comp_id],
    /comp_decided_by_somebody/,
  )
})

test('the audit objects to tickets without money and without a comp, and so does the reconciliation', async () => {
  const { types, night_id } = await addNight(house.db)
  const [order, line, ticket] = [newId('ord'), newId('ln'), newId('tkt')]
  await sql(`alter table orders drop constraint free_when_of_a_comp`)
  await sql(`alter table order_lines drop constraint line_free_when_of_a_comp`)
  await sql(
    `insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency, paid_at,
                         fulfilled_at)
     values ($1, $2, $3, 'fulfilled', 'done', 0, 'eur', now(), now())`,
    [order, night_id, newSecret()],
  )
  await sql(
    `insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor,
                              position) values ($1, $2, $3, 'GA', 1, 0, 0)`,
    [line, order, types[0]],
  )
  await sql(
    `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
     values ($1, $2, $3, 1, $4, $5, $6)`,
    [ticket, order, line, night_id, types[0], newTicketCode()],
  )
  const claims = await claimsAbout(house, 'order', order)
  assert.ok(
    claims.includes('an order without money is of exactly one comp that somebody has approved'),
  )
  assert.ok(
    claims.includes('no ticket without money, the promise of it, or a comp with an approver'),
  )
  assert.ok((await differing()).includes(order))
  await sql(`delete from tickets where order_id = $1`, [order])
  await sql(`delete from order_lines where order_id = $1`, [order])
  await sql(`delete from orders where id = $1`, [order])
  await sql(`alter table orders add constraint free_when_of_a_comp check
    (total_minor >= 0 and (total_minor = 0) = (comp_id is not null))`)
  await sql(`alter table order_lines add constraint line_free_when_of_a_comp check
    (unit_price_minor >= 0 and (unit_price_minor = 0) = (comp_id is not null))`)
  await audit(house)
})

/** The orders that do not add up, by the line of the first screen. */
async function differing(): Promise<string[]> {
  const found = await reconcile(house.db).round({}, new AbortController().signal)
  return JSON.stringify(found).match(/ord_[0-9a-z]{26}/g) ?? []
}

test('the reconciliation has nothing against a comp, until it is taken back by half', async () => {
  const comp = await given()
  assert.ok(!(await differing()).includes(comp.order_id))
  await sql(
    `update comps set state = 'withdrawn', withdrawn_by = 'X', withdrawn_at = now() where id = $1`,
    [comp.comp_id],
  )
  assert.ok((await differing()).includes(comp.order_id))
  const claims = await claimsAbout(house, 'order', comp.order_id)
  assert.ok(claims.includes('a comp and its order have come equally far'))
  assert.ok(
    claims.includes('no ticket without money, the promise of it, or a comp with an approver'),
  )
  await sql(
    `update comps set state = 'approved', withdrawn_by = null, withdrawn_at = null where id = $1`,
    [comp.comp_id],
  )
  await audit(house)
})

test('the audit objects to a comp with a payment, and to more or fewer tickets than were approved', async () => {
  const comp = await given()
  const payment = newId('pay')
  await sql(
    `insert into payments (id, order_id, state, amount_minor, currency)
     values ($1, $2, 'cancelled', 100, 'eur')`,
    [payment, comp.order_id],
  )
  assert.ok((await claimsAbout(house, 'order', comp.order_id)).includes('a comp has no payment'))
  await sql(`delete from payments where id = $1`, [payment])

  const claim = 'the tickets of a comp are what was approved'
  const { rows } = await sql(`select min(id) as id from tickets where order_id = $1`, [
    comp.order_id,
  ])
  const [{ id }] = rows as [{ id: string }]
  await sql(
    `update tickets set state = 'voided', voided_at = now(), voided_reason = 'withdrawn'
      where id = $1`,
    [id],
  )
  assert.ok((await claimsAbout(house, 'order', comp.order_id)).includes(claim))
  await sql(
    `update tickets set state = 'valid', voided_at = null, voided_reason = null where id = $1`,
    [id],
  )
  const double = newId('tkt')
  await sql(
    `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
     select $1, order_id, order_line_id, 9, night_id, ticket_type_id, $2 from tickets
      where id = $3`,
    [double, newTicketCode(), id],
  )
  assert.ok((await claimsAbout(house, 'order', comp.order_id)).includes(claim))
  await sql(`delete from tickets where id = $1`, [double])
  await audit(house)
})
