import type { FactsOf } from '../alerts/index.ts'
import { findVenue } from '../catalog/index.ts'
import { formatMoney, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { findOrder, type Order } from '../orders/index.ts'
import { depositOf, livePaymentOf, type Payment } from '../payments/index.ts'
import { formatMoment } from './storefront/pages/dates.ts'
import { orderPath } from './storefront/pages/layout.ts'

/** The owner's mails are English, like the alerts themselves. */
const LOCALE = 'en'

/**
 * What the owner's mail says of the order that an alert is about: the person, the amount, what was
 * tried, and links to the order's page and to its payment in Stripe (F09). Only the mail has them:
 * neither the alert's row nor the log knows a name or an address.
 */
export function orderFacts(db: Database, config: Config): FactsOf {
  return async ({ kind, subject_id, detail }) => {
    const orderId = subject_id.startsWith('ord_') ? subject_id : String(detail['order'] ?? '')
    const order = await findOrder(db, orderId)
    if (!order) return {}
    noteInLog({ order: order.id })
    // An authorisation that has ended lives no more, and is what the owner has to look at.
    const payment = (await livePaymentOf(db, order.id)) ?? (await depositOf(db, order.id))
    const amount_minor = payment?.received_minor ?? payment?.authorised_minor ?? order.total_minor
    return {
      guest: `${order.guest_name ?? ''} <${order.guest_email ?? ''}>`,
      amount: formatMoney({ amount_minor, currency: order.currency }, LOCALE),
      ...(kind === 'fulfilment_stuck' && { tried: await tries(db, order) }),
      page: config.publicUrl + orderPath(order),
      ...(payment?.payment_intent_id && { payment: stripePage(config, payment) }),
    }
  }
}

async function tries(db: Database, { fulfil_retries, paid_at }: Order): Promise<string> {
  const venue = await findVenue(db)
  const since = paid_at ? ` since ${formatMoment(paid_at, LOCALE, venue?.time_zone ?? 'UTC')}` : ''
  return `issuing the tickets, ${fulfil_retries + 1} times${since}`
}

function stripePage({ stripe }: Config, { payment_intent_id }: Payment): string {
  if (stripe.apiUrl) return `${stripe.apiUrl}/intents/${payment_intent_id}`
  const mode = stripe.secretKey.includes('_live_') ? '' : '/test'
  return `https://dashboard.stripe.com${mode}/payments/${payment_intent_id}`
}
