import assert from 'node:assert/strict'
import { admitTicket } from '../src/checkout/index.ts'
import { readChanged, readNights } from '../src/closing/index.ts'
import { isRefused, newId } from '../src/kernel/index.ts'
import type { CloseAnswer, CloseReport } from '../src/web/dashboard/api/close_answers.ts'
import { compBody, giveComp } from './comps.ts'
import { eventually, fulfilled, intentsAtStripe, pay, placeOrder, type TestWish } from './guest.ts'
import type { House } from './house.ts'
import { signedInAs, type Browser } from './member.ts'
import { giveBack, refundIs } from './money_back.ts'
import { bookTable, staffDo, type Booked } from './staff.ts'
import { tillOf } from './till.ts'
import { addVipNight, type VipNightMade } from './vip_catalog.ts'

/** An order that is paid, with its intent. */
export interface Bought {
  order_id: string
  secret: string
  intent: string
}

/** A night on which everything has happened, by what it is. */
export interface MixedNight extends VipNightMade {
  party: Booked
  full: Bought
  kept: Bought
  partly: Bought
  refunded: Bought
  open: Bought
  won: Bought
  lost: Bought
}

/** The report of a night, as a browser has it. */
export async function closeOf(browser: Browser, night: string): Promise<CloseReport> {
  const { status, text } = await browser.get(`/api/dashboard/close?night=${night}`)
  assert.equal(status, 200, text)
  const { close } = JSON.parse(text) as CloseAnswer
  return close ?? assert.fail('a report')
}

/** Waits until the report of a night is so, and returns it. */
export function closeIs(
  browser: Browser,
  night: string,
  what: string,
  is: (close: CloseReport) => boolean,
): Promise<CloseReport> {
  return eventually(`the close: ${what}`, async () => {
    const close = await closeOf(browser, night)
    return is(close) && close
  })
}

/** Buys at a night, and waits for the tickets. */
export async function buyAt(
  house: House,
  { slug }: { slug: string },
  wish: TestWish,
  heads: number,
): Promise<Bought> {
  const order = await placeOrder(house, slug, wish)
  await pay(house, order)
  await fulfilled(house, order, heads)
  const [intent] = await intentsAtStripe(house, order)
  return { ...order, intent: intent?.id ?? '' }
}

/** The ids of an order's tickets. */
export async function ticketsOf(
  { db }: Pick<House, 'db'>,
  { order_id }: { order_id: string },
): Promise<{ id: string; code: string }[]> {
  const { rows } = await db.query<{ id: string; code: string }>({
    text: `select id, code from tickets where order_id = $1 order by ordinal`,
    values: [order_id],
  })
  return rows
}

/** Lets somebody in on a ticket or a pass. */
export async function letIn(
  house: Pick<House, 'db' | 'sim'>,
  { night_id }: { night_id: string },
  code: string,
): Promise<void> {
  const scan = { code, night_id, admitted_by: 'North door' }
  const admitted = await admitTicket(tillOf(house), scan)
  assert.ok(!isRefused(admitted), JSON.stringify(admitted))
}

async function disputed(house: House, { intent }: Bought, ending?: 'won' | 'lost') {
  const { id } = await house.sim.control.createDispute({ payment_intent: intent })
  await disputeIs(house, id, 'open')
  if (ending) await house.sim.control.closeDispute({ dispute: id, ending })
  if (ending) await disputeIs(house, id, ending)
}

const disputeIs = ({ db }: Pick<House, 'db'>, id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rowCount } = await db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rowCount
  })

/** Refunds that much of an order, and waits until it has left. */
export async function refund(
  house: House,
  order: Bought,
  what: Parameters<typeof giveBack>[2],
): Promise<void> {
  const id = await giveBack(house, order, what)
  await refundIs(house, order, id, 'succeeded')
}

/**
 * A night with GA, VIP with a deposit and in full, a partial and a full refund, a dispute that is
 * open, one won and one lost, tickets for nothing, money at the door with some of it taken back,
 * and no-shows.
 */
export async function mixedNight(house: House): Promise<MixedNight> {
  const night = await addVipNight(house.db, {
    types: [
      { name: 'Early', price_minor: 1999 },
      { name: 'Late', price_minor: 3001 },
    ],
    tables: [
      { guests_included: 4, guests_max: 8 },
      {
        charge: 'full',
        table_price_minor: 12_345,
        minimum_spend_minor: 0,
        extra_guest_price_minor: 2_333,
      },
    ],
    packages: [{ price_minor: 25_005 }],
  })
  const [early = '', late = ''] = night.types
  const buy = (tickets: Record<string, number>) =>
    buyAt(
      house,
      night,
      tickets,
      Object.values(tickets).reduce((sum, one) => sum + one, 0),
    )
  const kept = await buy({ [early]: 2, [late]: 1 })
  const partly = await buy({ [late]: 3 })
  const refunded = await buy({ [early]: 1 })
  const [open, won, lost] = [
    await buy({ [late]: 1 }),
    await buy({ [late]: 1 }),
    await buy({ [early]: 2 }),
  ]
  const party = await bookTable(house, night.slug, night.tables[0] ?? '', 6)
  const [package_id = ''] = night.packages
  const wish = { wished_id: night.tables[1] ?? '', party_size: 6, package_id }
  const full = await buyAt(house, night, { table: wish }, 6)
  await giveComp(
    house,
    await signedInAs(house, 'owner'),
    compBody(night.night_id, { ticket_type_id: early }),
  )
  const [first] = await ticketsOf(house, partly)
  await refund(house, partly, { ticket_ids: [first?.id ?? ''] })
  await refund(house, partly, { amount_minor: 101 })
  await refund(house, refunded, 'everything')
  await disputed(house, open)
  await disputed(house, won, 'won')
  await disputed(house, lost, 'lost')
  const [inside] = await ticketsOf(house, kept)
  await letIn(house, night, inside?.code ?? '')
  await payAtDoor(house, party, 'cash', 10_000)
  const wrong = await payAtDoor(house, party, 'card', 4_444)
  await staffDo(house, 'POST', `bookings/${party.id}/door_payments/${wrong}/reversal`)
  await payAtDoor(house, party, 'comp', 2_500)
  const [pass] = await passesOf(house, party)
  await letIn(house, night, pass ?? '')
  return { ...night, party, full, kept, partly, refunded, open, won, lost }
}

async function payAtDoor(
  house: House,
  { id }: Booked,
  kind: 'cash' | 'card' | 'comp',
  amount_minor: number,
): Promise<string> {
  const payment = newId('dpy')
  const approved = kind === 'comp' && { approved_by: 'Nora' }
  const path = `bookings/${id}/door_payments`
  await staffDo(house, 'POST', path, { id: payment, kind, amount_minor, ...approved })
  return payment
}

async function passesOf({ db }: Pick<House, 'db'>, { id }: Booked): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>({
    text: `select code from passes where booking_id = $1 order by ordinal`,
    values: [id],
  })
  return rows.map(({ code }) => code)
}

/** The night is over, since so long. */
export async function endNight(
  { db }: Pick<House, 'db'>,
  { night_id }: { night_id: string },
  ago = '2 hours',
): Promise<void> {
  await db.query({
    text: `update nights set doors_at = now() - $2::interval - interval '8 hours',
                             ends_at = now() - $2::interval where id = $1`,
    values: [night_id, ago],
  })
}

/** Reads Stripe for all nights that are over, to the end. */
export async function readStripe(house: Pick<House, 'db' | 'sim'>): Promise<void> {
  const { signal } = new AbortController()
  const chore = readNights(tillOf(house))
  while ((await chore.round({}, signal))?.isUnfinished);
  await readChanged(tillOf(house)).round({}, signal)
}
