import type { Teller } from '../alerts/index.ts'
import { formatMoney, noteInLog, type Config, type Database } from '../kernel/index.ts'
import { alertFacts, type AlertFacts } from '../overview/index.ts'
import { englishAlertKinds } from './messages/app/alert_kinds.ts'
import { formatMoment } from './storefront/pages/dates.ts'
import { orderPath } from './storefront/pages/layout.ts'
import { stripePage } from './stripe_page.ts'

/** The owner's mails are English. */
const LOCALE = 'en'

/** Whoever refunds the order instead takes a guest's tickets, and keeps the second charge. */
const SECOND = 'one that the order does not need: its tickets hang on another'

/** The mails about alerts are English, like the log that they send to. */
export function alertTeller(db: Database, config: Config): Teller {
  return {
    db,
    ownerEmail: config.ownerEmail,
    mailsMax: config.alertMailsMax,
    inboxUrl: `${config.publicUrl}/dashboard/alerts`,
    wordsOf: (kind) => englishAlertKinds[kind],
    factsOf: orderFacts(db, config),
  }
}

/**
 * What the owner's mail says of the order that an alert is about: the person, the amount, what was
 * tried, and links to the order's page and to the payment in question in Stripe (F09). Only the
 * mail has them: neither the alert's row nor the log knows a name or an address.
 */
function orderFacts(db: Database, config: Config): Teller['factsOf'] {
  return async (alert) => {
    const { kind, subject_id, detail } = alert
    if (kind === 'order_unknown') return { payment: stripePage(config, subject_id) }
    const facts = (await alertFacts(db, [alert])).get(alert.id)
    if (!facts) return {}
    noteInLog({ order: facts.order_id })
    const money = (amount_minor: number) =>
      formatMoney({ amount_minor, currency: facts.currency }, LOCALE)
    const { payment_intent_id } = facts
    return {
      guest: `${facts.guest_name ?? ''} <${facts.guest_email ?? ''}>`,
      amount: money(sumOf(facts)),
      ...(kind === 'door_money_kept' && { at_the_door: money(Number(detail['taken_minor'])) }),
      ...(kind === 'fulfilment_stuck' && { tried: tries(facts) }),
      page: guestPage(config, facts),
      ...(payment_intent_id && { payment: stripePage(config, payment_intent_id) }),
      ...(facts.payment_state === 'stray' && { charge: SECOND }),
    }
  }
}

/** The money of the payment in question, or what the order costs. */
export function sumOf({ received_minor, authorised_minor, total_minor }: AlertFacts): number {
  return received_minor ?? authorised_minor ?? total_minor
}

/** The order's page as its guest knows it. */
export function guestPage({ publicUrl }: Config, { order_id, order_secret }: AlertFacts): string {
  return publicUrl + orderPath({ id: order_id, secret: order_secret })
}

function tries({ fulfil_retries, paid_at, time_zone }: AlertFacts): string {
  const since = paid_at ? ` since ${formatMoment(paid_at, LOCALE, time_zone)}` : ''
  return `issuing the tickets, ${fulfil_retries + 1} times${since}`
}
