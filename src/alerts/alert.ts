import { html } from 'ghtml'
import { newId, type Database, type Tx } from '../kernel/index.ts'
import { oweMail, type Letter } from '../mail/index.ts'
import { insertAlert, markResolved, selectAlert, type AlertKind } from './alert.sql.ts'

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
    todo: 'Compare the order with the payment in Stripe, then issue or refund it.',
  },
  refund_due: {
    what: 'A payment arrived after its hold had ended, and nothing is left to issue for it.',
    todo: 'Refund the payment in Stripe.',
  },
  unexpected_charge: {
    what: 'A payment succeeded for an order that was not waiting for one.',
    todo: 'Compare the order with its payments in Stripe, and refund what is too much.',
  },
  order_unknown: {
    what: 'Stripe reports a payment for an order that this box office does not know.',
    todo: 'Check whether another installation uses the same Stripe account; refund it if not.',
  },
  hold_stuck: {
    what: 'An unpaid order could not be ended after every retry; its tickets stay reserved.',
    todo: 'Check the connection to Stripe, and whether the keys are those of the order.',
  },
  mail_undelivered: {
    what: 'A mail could not be delivered after every retry.',
    todo: 'Check the mail server and the address.',
  },
}

/** Words the owner's mail about an alert; null when it has healed before the mail went out. */
export async function composeAlert(
  db: Database,
  ownerEmail: string,
  alertId: string,
): Promise<Letter | null> {
  const alert = await selectAlert(db, alertId)
  if (!alert || alert.state === 'resolved') return null
  const { what, todo } = SENTENCES[alert.kind]
  const facts = Object.entries({ subject: alert.subject_id, ...alert.detail })
  const lines = facts.map(([name, value]) => `${name}: ${value}`)
  return {
    to: { name: '', address: ownerEmail },
    subject: `Coatcheck needs you: ${what}`,
    text: [what, todo, '', ...lines].join('\n'),
    html: html`<p>${what}</p>
      <p>${todo}</p>
      <pre>${lines.join('\n')}</pre>`,
  }
}
