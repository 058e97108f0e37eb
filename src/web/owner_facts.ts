import type { FactsOf } from '../alerts/index.ts'
import { findVenue } from '../catalog/index.ts'
import { formatMoney, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { findOrder, type Order } from '../orders/index.ts'
import {
  depositOf,
  disputesOf,
  findPayment,
  findRefund,
  livePaymentOf,
  type Payment,
} from '../payments/index.ts'
import { formatMoment } from './storefront/pages/dates.ts'
import { orderPath } from './storefront/pages/layout.ts'
import { stripePage } from './stripe_page.ts'

/** The owner's mails are English, like the alerts themselves. */
const LOCALE = 'en'

/** Whoever refunds the order instead takes a guest's tickets, and keeps the second charge. */
const SECOND = 'one that the order does not need: its tickets hang on another'

/**
 * What the owner's mail says of the order that an alert is about: the person, the amount, what was
 * tried, and links to the order's page and to the payment in question in Stripe (F09). Only the
 * mail has them: neither the alert's row nor the log knows a name or an address.
 */
export function orderFacts(db: Database, config: Config): FactsOf {
  return async ({ kind, subject_id, detail }) => {
    // Whoever has the order that such money names need not be who has paid it.
    if (kind === 'order_unknown') return { payment: stripePage(config, subject_id) }
    const orderId = subject_id.startsWith('ord_') ? subject_id : String(detail['order'] ?? '')
    const order = await findOrder(db, orderId)
    if (!order) return {}
    noteInLog({ order: order.id })
    const payment = await paymentAbout(db, order, subject_id)
    const amount_minor = payment?.received_minor ?? payment?.authorised_minor ?? order.total_minor
    const { currency } = order
    const money = (minor: number) => formatMoney({ amount_minor: minor, currency }, LOCALE)
    return {
      guest: `${order.guest_name ?? ''} <${order.guest_email ?? ''}>`,
      amount: money(amount_minor),
      ...(kind === 'door_money_kept' && { at_the_door: money(Number(detail['taken_minor'])) }),
      ...(kind === 'fulfilment_stuck' && { tried: await tries(db, order) }),
      page: config.publicUrl + orderPath(order),
      ...(payment?.payment_intent_id && { payment: stripePage(config, payment.payment_intent_id) }),
      ...(payment?.state === 'stray' && { charge: SECOND }),
    }
  }
}

/**
 * The payment that an alert tells of. Of one about the order itself this is what the order stands
 * on: an authorisation that has ended lives no more, and is what the owner has to look at.
 */
async function paymentAbout(
  db: Database,
  order: Order,
  subjectId: string,
): Promise<Payment | undefined> {
  const refund = await findRefund(db, subjectId)
  const disputes = await disputesOf(db, order.id)
  const dispute = disputes.find(({ stripe_dispute_id }) => stripe_dispute_id === subjectId)
  const id = refund?.payment_id ?? dispute?.payment_id ?? subjectId
  return (
    (await findPayment(db, id)) ??
    (await livePaymentOf(db, order.id)) ??
    (await depositOf(db, order.id))
  )
}

async function tries(db: Database, { fulfil_retries, paid_at }: Order): Promise<string> {
  const venue = await findVenue(db)
  const since = paid_at ? ` since ${formatMoment(paid_at, LOCALE, venue?.time_zone ?? 'UTC')}` : ''
  return `issuing the tickets, ${fulfil_retries + 1} times${since}`
}
