import { html } from 'ghtml'
import { newId, type Database, type Tx } from '../kernel/index.ts'
import { oweMail, type Letter } from '../mail/index.ts'
import { insertAlert, markResolved, selectAlert, type Alert, type AlertKind } from './alert.sql.ts'

/** The kind of mail that tells the owner of an alert. */
export const alertMail = 'alert'

/**
 * Opens an alert and owes the owner one mail about it, in the caller's transaction. While one of
 * the same kind is open for the subject, nothing happens: one incident, one mail.
 */
export async function openAlert(
  tx: Tx,
  kind: AlertKind,
  subjectId: string,
  detail: Record<string, string | number> = {},
): Promise<void> {
  const alert = await insertAlert(tx, newId('alr'), kind, subjectId, detail)
  // A mail about a mail that cannot be delivered would only join it; the dashboard has that one.
  if (alert && kind !== 'mail_undelivered') await oweMail(tx, alertMail, alert.id)
}

/** Resolves the open alert of `kind` for the subject, if there is one: it has healed. */
export async function resolveAlert(tx: Tx, kind: AlertKind, subjectId: string): Promise<void> {
  await markResolved(tx, kind, subjectId)
}

const SENTENCES: Record<AlertKind, { what: string; todo: string }> = {
  fulfilment_stuck: {
    what: 'An order is paid, and its tickets could not be issued after every automatic retry.',
    todo: 'Issue the tickets again or refund the order.',
  },
  amount_mismatch: {
    what: 'Stripe received another amount than the order costs. No tickets were issued.',
    todo: 'Compare the order with the payment in Stripe, and refund it: nothing is issued for another amount. The guest may buy again.',
  },
  refund_due: {
    what: 'A payment arrived when nothing was left for it, or its night was over or called off.',
    todo: 'It is being given back by itself; the guest is told. Nothing is to be done.',
  },
  unexpected_charge: {
    what: 'A payment succeeded for an order that was not waiting for one.',
    todo: 'It goes back by itself where another one has paid for the order. Compare the two in Stripe.',
  },
  money_unbooked: {
    what: 'A payment has succeeded, and could not be booked: its guest has no tickets yet.',
    todo: 'Look for its order in the log for the reason. It is tried again and again, and heals by itself.',
  },
  order_unknown: {
    what: 'Stripe reports a payment for an order that this box office does not know.',
    todo: 'Check whether another installation uses the same Stripe account; refund it if not.',
  },
  hold_stuck: {
    what: 'An unpaid order cannot be ended, however often it is tried; its tickets stay reserved.',
    todo: 'Check the connection to Stripe, and whether the keys are those of the order.',
  },
  refund_failed: {
    what: 'A refund did not reach the guest; the money is with the venue again.',
    todo: "Refund it again in Stripe's dashboard, or here unless the order does not need that charge; or pay the guest in another way.",
  },
  refund_outside: {
    what: "Part of a payment was refunded in Stripe's dashboard. The tickets still count.",
    todo: 'Nothing, if the guest keeps them. Else refund the rest, too: that voids them, and nothing voids one without its money. A ticket that is refunded here is void by that.',
  },
  refund_reduced: {
    what: "A refund was made in Stripe's dashboard before ours; only the rest is being sent by us.",
    todo: 'Together they are what was wanted here. Nothing is to be done unless the rest fails.',
  },
  dispute_open: {
    what: "A guest's bank wants a payment back. The tickets it paid for are stopped at the door.",
    todo: "Answer with evidence in Stripe's dashboard before the date that it names.",
  },
  dispute_lost: {
    what: 'A dispute is lost: the bank has taken the payment back.',
    todo: 'Nothing can be done at Stripe. The tickets stay stopped at the door.',
  },
  fraud_warning: {
    what: "The card's issuer believes that a payment is a fraud.",
    todo: 'Refund the order now, unless you know the guest: a dispute costs more.',
  },
  many_declines: {
    what: 'So many cards were declined on one order that somebody may be trying stolen ones.',
    todo: "Look at its payment in Stripe: one guest's card again and again is bad luck. If one of many goes through, refund it.",
  },
  authorisation_unexpected: {
    what: 'A card was authorised for an order that is to be charged at once. Nothing was issued.',
    todo: "Capture the payment in Stripe's dashboard, or cancel it. It ends with the order's hold.",
  },
  authorisation_expiring: {
    what: 'The authorisation of a deposit ends before the doors open, within a day.',
    todo: 'Capture the deposit now. After that the bank gives nothing any more.',
  },
  authorisation_expired: {
    what: 'The authorisation of a deposit has ended uncaptured. Its table is booked without it.',
    todo: 'Keep the booking without its deposit, or cancel it. A deposit that counts towards the bill is due at the door then; one that does not is given up.',
  },
  capture_failed: {
    what: 'The bank did not give the deposit that it had authorised.',
    todo: 'Look at the payment in Stripe, and ask the guest for another way to pay.',
  },
  captured_less: {
    what: 'Less was captured of a deposit than was authorised. The table stays booked.',
    todo: 'Nothing, if that was meant. The rest is due at the door where the deposit counts towards the bill; else it is given up.',
  },
  release_failed: {
    what: 'A reserved deposit could not be released after every retry.',
    todo: "Cancel the payment in Stripe's dashboard. The guest's bank lets go of it in a week.",
  },
  door_money_kept: {
    what: 'A booking was called off, and what was paid for it at the door is still in the house.',
    todo: 'Give it back, and reverse each of its payments at the door, so that the books know.',
  },
  duplicate_admitted: {
    what: 'More people went in on an order than it has paid tickets for.',
    todo: 'Nothing can be voided any more. The order and its audit trail say what happened.',
  },
  mail_undelivered: {
    what: 'A mail cannot be delivered, however often it is tried.',
    todo: 'Check the mail server and the address.',
  },
  webhooks_silent: {
    what: 'Nothing comes from Stripe any more, though payments do.',
    todo: "Check the webhook endpoint in Stripe's dashboard. Orders are found meanwhile, later.",
  },
  webhook_endpoint_disabled: {
    what: "Stripe's webhook endpoint for this box office is disabled, missing or incomplete.",
    todo: "Enable it in Stripe's dashboard, with all events that .env.example names.",
  },
  webhooks_unverified: {
    what: "Stripe's webhooks are not signed with a secret that this box office knows.",
    todo: "Put the endpoint's signing secret into STRIPE_WEBHOOK_SECRET, beside the old one.",
  },
  clock_wrong: {
    what: "This computer's clock and Stripe's differ by more than five minutes.",
    todo: 'Set the clock by a time server. Until then webhooks are refused, and found later.',
  },
  chore_failing: {
    what: 'Something that the box office does again and again by itself keeps failing.',
    todo: 'Look for its name in the log. What it would find and mend waits until it works again.',
  },
  work_waiting: {
    what: 'Work that is due is taken up by nobody: mails, refunds and the ends of holds wait.',
    todo: 'Look for jobs.relay_failed and jobs.queue_error in the log, and restart the box office.',
  },
  stripe_unreachable: {
    what: 'Stripe gives no answer. Nobody can pay, and what was paid is found later.',
    todo: 'Look at status.stripe.com and at the connection of this computer. It heals by itself.',
  },
  event_failed: {
    what: 'Something that Stripe tells of could not be handled, however often it was tried.',
    todo: "Look for its id in the log, and compare its object in Stripe's dashboard.",
  },
}

/**
 * What heals by itself within seconds, and the owner is to know of it all the same (F25, F43, F64).
 */
const TOLD_ANYHOW = new Set<AlertKind>(['refund_due', 'unexpected_charge', 'refund_reduced'])

/** What a person needs to know of an alert's subject, by name: who, how much, where to look. */
export type FactsOf = (alert: Alert) => Promise<Record<string, string>>

/**
 * Words the owner's mail about an alert, with the facts that `factsOf` adds; null when it has
 * healed meanwhile and need not be told.
 */
export async function composeAlert(
  db: Database,
  ownerEmail: string,
  alertId: string,
  factsOf: FactsOf,
): Promise<Letter | null> {
  const alert = await selectAlert(db, alertId)
  if (!alert || (alert.state === 'resolved' && !TOLD_ANYHOW.has(alert.kind))) return null
  const { what, todo } = SENTENCES[alert.kind]
  const facts = { ...(await factsOf(alert)), subject: alert.subject_id, ...alert.detail }
  const lines = Object.entries<string | number>(facts).map(
    ([name, value]) => [name, String(value)] as const,
  )
  return {
    to: { name: '', address: ownerEmail },
    subject: `Coatcheck needs you: ${what}`,
    text: [what, todo, '', ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n'),
    html: html`<p>${what}</p>
      <p>${todo}</p>
      <p>!${lines.map(([name, value]) => html`${name}: !${linked(value)}`).join('<br>')}</p>`,
  }
}

const linked = (value: string) =>
  /^https?:/.test(value) ? html`<a href="${value}">${value}</a>` : html`${value}`
