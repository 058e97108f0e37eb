import { newId, newSecret, newTicketCode, type Database } from '../src/kernel/index.ts'

/** An order of generated books, as it stands in the end; amounts are in minor units. */
export interface BooksOrder {
  kind: 'ga' | 'vip'
  /** So many tickets at that price; of a table, so much for it. */
  heads: number
  price_minor: number
  fate: 'fulfilled' | 'paid' | 'refund_due' | 'refunded' | 'expired'
  /** Tickets that were refunded, and goodwill on top, while the order stands. */
  voided: number
  goodwill_minor: number
  dispute: 'none' | 'open' | 'won' | 'lost'
  /** How many of the tickets let somebody in. */
  arrived: number
  hour: number
  /** What Stripe has differently: more charged, or more refunded, than is booked. */
  planted_charge_minor: number
  planted_refund_minor: number
}

/** Where the books are written. */
export interface BooksNight {
  night_id: string
  type_id: string
}

/** Writes an order with all that is of it; where its night is read, with what Stripe has of it. */
export async function writeOrder(
  db: Database,
  { night_id, type_id }: BooksNight,
  order: BooksOrder,
): Promise<string> {
  const id = newId('ord')
  const isPaid = order.fate !== 'expired'
  const total = order.heads * order.price_minor
  const run = (text: string, values: unknown[]) => db.query({ text, values })
  await run(
    `insert into orders (id, kind, night_id, secret, state, fulfilment, total_minor, currency,
                         placed_at, paid_at, fulfilled_at)
     select $1, $2, id, $4, $5, $6, $7, 'eur', at, case when $8 then at end,
            case when $6 = 'done' then at end
       from nights n cross join lateral (select n.doors_at - make_interval(hours => $9) as at) t
      where id = $3`,
    [
      id,
      order.kind,
      night_id,
      newSecret(),
      order.fate,
      FULFILMENT[order.fate],
      total,
      isPaid,
      order.hour,
    ],
  )
  const line = newId('ln')
  await run(
    `insert into order_lines (id, order_id, ticket_type_id, kind, name, quantity,
                              unit_price_minor, position)
     values ($1, $2, $3, $4, 'Entry', $5, $6, 0)`,
    [
      line,
      id,
      order.kind === 'ga' ? type_id : null,
      order.kind === 'ga' ? 'ticket' : 'deposit',
      order.heads,
      order.price_minor,
    ],
  )
  if (isPaid) await writeMoney(db, night_id, id, order, total)
  if (order.kind === 'ga' && order.fate === 'fulfilled')
    await writeTickets(db, { night_id, type_id }, id, line, order)
  return id
}

const FULFILMENT = {
  fulfilled: 'done',
  paid: 'pending',
  refund_due: null,
  refunded: null,
  expired: null,
} as const

async function writeMoney(
  db: Database,
  nightId: string,
  orderId: string,
  order: BooksOrder,
  total: number,
): Promise<void> {
  const run = (text: string, values: unknown[]) => db.query({ text, values })
  const [payment, intent] = [newId('pay'), `pi_${newSecret()}`]
  const back = order.fate === 'refunded' ? total : voidedOf(order) + order.goodwill_minor
  await run(
    `insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency,
                           received_minor, received_currency, created_at, succeeded_at,
                           refunded_minor)
     select $1, id, $3, 'succeeded', $4, 'eur', $4, 'eur', placed_at, placed_at, $5
       from orders where id = $2`,
    [payment, orderId, intent, total, back],
  )
  const record = (id: string, kind: string, amount: number, has_moved: boolean) =>
    run(
      `insert into stripe_records (id, night_id, kind, payment_intent_id, order_id, amount_minor,
                                   currency, has_moved, read_at)
       select $1, night_id, $3, $4, $5, $6, 'eur', $7, now() from night_readings
        where night_id = $2`,
      [id, nightId, kind, intent, orderId, amount, has_moved],
    )
  await record(intent, 'payment', total + order.planted_charge_minor, true)
  if (order.planted_refund_minor > 0)
    await record(`re_${newSecret()}`, 'refund', order.planted_refund_minor, true)
  if (back > 0) {
    const stripe_id = `re_${newSecret()}`
    await run(
      `insert into refunds (id, payment_id, order_id, stripe_refund_id, state, reason,
                            amount_minor, tickets_minor, currency, requested_by, ended_at)
       select $1, $2, id, $4, 'succeeded', 'owner', $5, $6, 'eur', 'Owner', placed_at
         from orders where id = $3`,
      [newId('rfd'), payment, orderId, stripe_id, back, back - order.goodwill_minor],
    )
    await record(stripe_id, 'refund', back, true)
  }
  if (order.dispute === 'none' || order.fate !== 'fulfilled') return
  const stripe_id = `dp_${newSecret()}`
  await run(
    `insert into disputes (id, stripe_dispute_id, payment_id, order_id, state, stripe_status,
                           reason, amount_minor, currency, closed_at)
     values ($1, $2, $3, $4, $5, $5, 'fraudulent', $6, 'eur', $7)`,
    [
      newId('dsp'),
      stripe_id,
      payment,
      orderId,
      order.dispute,
      total - back,
      order.dispute === 'open' ? null : new Date(),
    ],
  )
  await record(stripe_id, 'dispute', total - back, order.dispute !== 'won')
}

async function writeTickets(
  db: Database,
  { night_id, type_id }: BooksNight,
  orderId: string,
  line: string,
  order: BooksOrder,
): Promise<void> {
  const voided = voidedTickets(order)
  const refund = `select id from refunds where order_id = $2`
  for (let ordinal = 1; ordinal <= order.heads; ordinal++) {
    const isVoid = ordinal <= voided
    const ticket = newId('tkt')
    await db.query({
      text: `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id,
                                  code, state, voided_at, voided_reason, refund_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11 then (${refund}) end)`,
      values: [
        ticket,
        orderId,
        line,
        ordinal,
        night_id,
        type_id,
        newTicketCode(),
        isVoid ? 'voided' : 'valid',
        isVoid ? new Date() : null,
        isVoid ? 'refunded' : null,
        isVoid,
      ],
    })
    if (isVoid || ordinal > voided + order.arrived) continue
    await db.query({
      text: `insert into admissions (id, ticket_id, night_id, admitted_by, admitted_at)
             select $1, $2, id, 'North door', doors_at + interval '90 minutes' from nights
              where id = $3`,
      values: [newId('adm'), ticket, night_id],
    })
  }
}

/** A GA order that stands may have had some of its tickets refunded. */
const voidedTickets = ({ kind, fate, voided, heads }: BooksOrder) =>
  kind === 'ga' && fate === 'fulfilled' ? Math.min(voided, heads) : 0

const voidedOf = (order: BooksOrder) => voidedTickets(order) * order.price_minor
