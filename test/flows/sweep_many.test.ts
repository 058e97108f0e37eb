import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy } from '../money_back.ts'
import {
  alertCleared,
  alertOpened,
  loseJobs,
  orderAtCheckout,
  payAtStripe,
  QUICK,
} from '../sweep.ts'
import { ga, wares } from '../ware.ts'

// More than a round takes in waits for what does not get better; what can be mended is behind it.

let house: House
before(async () => {
  house = await openHouse({ ...QUICK, FULFIL_RETRY_SECONDS: '0.1' })
})
after(() => house.close())

/** Paid orders like this one that only a person can decide (F48): older by id, paid for later. */
async function addUndecided({ order_id }: GuestOrder, count: number): Promise<void> {
  await house.db.query({
    text: `insert into orders (id, kind, night_id, secret, state, fulfilment, total_minor, currency,
                               paid_at)
           select 'ord_00' || lpad(n::text, 24, '0'), kind, night_id, secret, state, fulfilment,
                  total_minor, currency, paid_at + interval '1 minute'
             from orders, generate_series(1, $2) n where id = $1`,
    values: [order_id, count],
  })
}

for (const ware of wares) {
  test(`F09: an order behind 210 that wait for a person has its tickets by the sweep (${ware.name})`, async () => {
    for (const fulfilment of ['pending', 'stuck']) {
      const order = await orderAtCheckout(house, 2, ware)
      await breakIssuing(house.db)
      await payAtStripe(house, order)
      await alertOpened(house, 'fulfilment_stuck')
      await mendIssuing(house.db)
      await house.db.query({
        text: `update orders set fulfilment = $2 where id = $1`,
        values: [order.order_id, fulfilment],
      })
      await addUndecided(order, 210)
      await house.db.query({
        text: `update orders set paid_at = paid_at - interval '1 hour' where state = 'paid'`,
      })
      await fulfilled(house, order, 2)
      await alertCleared(house, 'fulfilment_stuck')
      await house.db.query({ text: `delete from orders where id like 'ord\\_00%'` })
    }
    await audit(house)
  })
}

/** Open alerts that stay open, older by id than `subject`'s, which is over, and opened later. */
async function addAlerts(kind: string, subject: string, count: number): Promise<void> {
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, opened_at)
           select 'alr_00' || lpad(n::text, 24, '0'), $1, 'nobody_' || n,
                  now() + make_interval(secs => n)
             from generate_series(1, $2) n
           union all select $3, $1, $4, now()`,
    values: [kind, count, newId('alr'), subject],
  })
}

const forgetAlerts = () => house.db.query({ text: `delete from alerts where id like 'alr\\_00%'` })

async function isOver(subject: string): Promise<void> {
  await eventually('its alert has cleared itself', async () => {
    const { rows } = await house.db.query({
      text: `select from alerts where subject_id = $1 and state = 'resolved'`,
      values: [subject],
    })
    return rows.length === 1
  })
}

test('F49: an alert about money that is known by now clears itself behind many that stay', async () => {
  const { intent } = await buy(house, ga, 1)
  await addAlerts('order_unknown', intent, 22)
  await isOver(intent)
  await forgetAlerts()
  await audit(house)
})

test('F10: an alert about a mail that is sent by now clears itself behind many that stay', async () => {
  const { email } = await buy(house, ga, 1)
  await house.mailbox.waitFor(({ to }) => to.some(({ address }) => address === email))
  const sent = await eventually('it is noted as sent', async () => {
    const { rows } = await house.db.query<{ id: string }>({
      text: `select m.id from mails m join orders o on o.id = m.subject_id
              where o.guest_email = $1 and m.state = 'sent'`,
      values: [email],
    })
    return rows[0]?.id
  })
  await addAlerts('mail_undelivered', sent, 110)
  await isOver(sent)
  await forgetAlerts()
  await audit(house)
})

/** Open orders like this one whose holds ended long ago, and whose jobs are put off for an hour. */
async function addFrozen({ order_id }: GuestOrder, count: number): Promise<void> {
  await house.db.query({
    text: `with others as (
             insert into orders (id, night_id, secret, total_minor, currency)
             select 'ord_00' || lpad(n::text, 24, '0'), night_id, secret, total_minor, currency
               from orders, generate_series(1, $2) n where id = $1 returning id),
           lines as (
             insert into order_lines (id, order_id, ticket_type_id, name, quantity,
                                      unit_price_minor, position)
             select o.id || l.id, o.id, ticket_type_id, name, quantity, unit_price_minor, position
               from order_lines l, others o where l.order_id = $1
             returning id, order_id, ticket_type_id, quantity),
           held as (
             insert into holds (id, order_id, order_line_id, ticket_type_id, quantity, expires_at)
             select id, order_id, id, ticket_type_id, quantity, now() - interval '1 day' from lines)
           insert into job_requests (queue, payload, start_after)
           select 'order.expire', jsonb_build_object('order_id', id), now() + interval '1 hour'
             from others`,
    values: [order_id, count],
  })
}

async function forgetFrozen(): Promise<void> {
  await house.db.query({
    text: `delete from pgboss.job where data ->> 'order_id' like 'ord\\_00%'`,
  })
  for (const [table, key] of [
    ['holds', 'order_id'],
    ['order_lines', 'order_id'],
    ['orders', 'id'],
  ])
    await house.db.query({ text: `delete from ${table} where ${key} like 'ord\\_00%'` })
}

test('F45: a hold whose job was lost ends by the sweep behind 110 that payments freeze', async () => {
  const order = await orderAtCheckout(house)
  await addFrozen(order, 110)
  await eventually('its job is lost', () => loseJobs(house, order.order_id))
  await house.db.query({
    text: `update holds set expires_at = now() - interval '1 minute' where order_id = $1`,
    values: [order.order_id],
  })
  await eventually('the order expires', async () => {
    return (await orderState(house, order)).state === 'expired'
  })
  await forgetFrozen()
  await audit(house)
})
