import type { AlertKind } from '../../../alerts/index.ts'

/** What an alert says, whatever it is about in particular. */
export interface AlertKindWords {
  what: string
  /** What the house has done about it by itself. */
  tried: string
  /** What happens next, or is to be done. */
  todo: string
}

/** Of every kind, for the inbox and for the owner's mail. */
export const englishAlertKinds: Record<AlertKind, AlertKindWords> = {
  fulfilment_stuck: {
    what: 'An order is paid, and its tickets could not be issued after every automatic retry.',
    tried: 'Issuing the tickets, with every automatic retry.',
    todo: 'It is tried again every hour. Issue the tickets now, or refund the order.',
  },
  amount_mismatch: {
    what: 'Stripe received another amount than the order costs. No tickets were issued.',
    tried: 'The payment is in the books as it came; nothing was issued for it.',
    todo: 'Compare the order with the payment in Stripe, and refund it: nothing is issued for another amount. The guest may buy again.',
  },
  refund_due: {
    what: 'A payment arrived when nothing was left for it, or its night was over or called off.',
    tried: 'Its refund is sent, and sent again until Stripe has taken it.',
    todo: 'It is being given back by itself; the guest is told. Nothing is to be done.',
  },
  unexpected_charge: {
    what: 'A payment succeeded for an order that was not waiting for one.',
    tried: "It is kept apart from the order's own money.",
    todo: 'It goes back by itself where another one has paid for the order. Compare the two in Stripe.',
  },
  money_unbooked: {
    what: 'A payment has succeeded, and could not be booked: its guest has no tickets yet.',
    tried: 'Booking it, again and again.',
    todo: 'Look for its order in the log for the reason. It is tried again and again, and heals by itself.',
  },
  order_unknown: {
    what: 'Stripe reports a payment for an order that this box office does not know.',
    tried: 'Its order was looked for here, and there is none.',
    todo: 'Check whether another installation uses the same Stripe account; refund it if not.',
  },
  hold_stuck: {
    what: 'An unpaid order cannot be ended, however often it is tried; its tickets stay reserved.',
    tried: 'Ending its payment at Stripe, again and again, for 50 minutes.',
    todo: 'Check the connection to Stripe, and whether the keys are those of the order.',
  },
  refund_failed: {
    what: 'A refund did not reach the guest; the money is with the venue again.',
    tried: 'The refund was asked for at Stripe, and did not reach the guest.',
    todo: 'Refund the order again here. Where that is not offered, because the charge was one too many, refund it in Stripe’s dashboard; or pay the guest in another way.',
  },
  refund_outside: {
    what: "Part of a payment was refunded in Stripe's dashboard. The tickets still count.",
    tried: 'The refund is in the books, as Stripe tells it.',
    todo: 'Nothing, if the guest keeps them. Else refund the rest, too: that voids them, and nothing voids one without its money. A ticket that is refunded here is void by that.',
  },
  refund_reduced: {
    what: "A refund was made in Stripe's dashboard before ours; only the rest is being sent by us.",
    tried: 'The rest is asked for at Stripe.',
    todo: 'Together they are what was wanted here. Nothing is to be done unless the rest fails.',
  },
  dispute_open: {
    what: "A guest's bank wants a payment back. The tickets it paid for are stopped at the door.",
    tried: 'The tickets are stopped, so that nobody gets in by them.',
    todo: "Answer with evidence in Stripe's dashboard before the date that it names.",
  },
  dispute_lost: {
    what: 'A dispute is lost: the bank has taken the payment back.',
    tried: 'The payment is in the books as lost, and its tickets are stopped.',
    todo: 'Nothing can be done at Stripe. The tickets stay stopped at the door.',
  },
  fraud_warning: {
    what: "The card's issuer believes that a payment is a fraud.",
    tried: 'Nothing was done by itself: the tickets still count.',
    todo: 'Refund the order now, unless you know the guest: a dispute costs more.',
  },
  many_declines: {
    what: 'So many cards were declined on one order that somebody may be trying stolen ones.',
    tried: 'Nobody is refused: each further try costs the browser some work.',
    todo: "Look at its payment in Stripe: one guest's card again and again is bad luck. If one of many goes through, refund it.",
  },
  authorisation_unexpected: {
    what: 'A card was authorised for an order that is to be charged at once. Nothing was issued.',
    tried: 'Nothing was issued for it, and nothing was taken.',
    todo: "Capture the payment in Stripe's dashboard, or cancel it. It ends with the order's hold.",
  },
  authorisation_expiring: {
    what: 'The authorisation of a deposit ends before the doors open, within a day.',
    tried: 'Nothing yet: it is taken by itself only when the doors open.',
    todo: 'Capture the deposit now. After that the bank gives nothing any more.',
  },
  authorisation_expired: {
    what: 'The authorisation of a deposit has ended uncaptured. Its table is booked without it.',
    tried: 'The booking was kept, for you to decide about.',
    todo: 'Keep the booking without its deposit, or cancel it. A deposit that counts towards the bill is due at the door then; one that does not is given up.',
  },
  capture_failed: {
    what: 'The bank did not give the deposit that it had authorised.',
    tried: 'Taking it from the bank, which said no.',
    todo: 'Look at the payment in Stripe, and ask the guest for another way to pay.',
  },
  captured_less: {
    what: 'Less was captured of a deposit than was authorised. The table stays booked.',
    tried: 'What was taken is in the books; the rest does not count as paid.',
    todo: 'Nothing, if that was meant. The rest is due at the door where the deposit counts towards the bill; else it is given up.',
  },
  release_failed: {
    what: 'A reserved deposit could not be released after every retry.',
    tried: 'Releasing it, with every automatic retry.',
    todo: "Cancel the payment in Stripe's dashboard. The guest's bank lets go of it in a week.",
  },
  door_money_kept: {
    what: 'A booking was called off, and what was paid for it at the door is still in the house.',
    tried: 'The booking is over; money from the door cannot go back by itself.',
    todo: 'Give it back, and reverse each of its payments at the door, so that the books know.',
  },
  duplicate_admitted: {
    what: 'More people went in on an order than it has paid tickets for.',
    tried: 'Every surplus ticket that had let nobody in was voided.',
    todo: 'Nothing can be voided any more. The order and its audit trail say what happened.',
  },
  mail_undelivered: {
    what: 'A mail cannot be delivered, however often it is tried.',
    tried: 'Sending it, for an hour. It is tried for a week.',
    todo: 'Check the mail server and the address.',
  },
  mail_bounced: {
    what: 'A mail has come back: its address takes none.',
    tried: 'Sending it. The mail server of that address has refused it for good.',
    todo: 'Correct the address on the page of the order, and the mail is sent again.',
  },
  webhooks_silent: {
    what: 'Nothing comes from Stripe any more, though payments do.',
    tried: 'Payments are asked for at Stripe instead.',
    todo: "Check the webhook endpoint in Stripe's dashboard. Orders are found meanwhile, later.",
  },
  webhook_endpoint_disabled: {
    what: "Stripe's webhook endpoint for this box office is disabled, missing or incomplete.",
    tried: 'What it would bring is fetched from Stripe instead.',
    todo: "Enable it in Stripe's dashboard, with all events that .env.example names.",
  },
  webhooks_unverified: {
    what: "Stripe's webhooks are not signed with a secret that this box office knows.",
    tried: 'What cannot be verified is refused, and fetched from Stripe instead.',
    todo: "Put the endpoint's signing secret into STRIPE_WEBHOOK_SECRET, beside the old one.",
  },
  clock_wrong: {
    what: "This computer's clock and Stripe's differ by more than five minutes.",
    tried: 'What cannot be verified is refused, and fetched from Stripe instead.',
    todo: 'Set the clock by a time server. Until then webhooks are refused, and found later.',
  },
  chore_failing: {
    what: 'Something that the box office does again and again by itself keeps failing.',
    tried: 'Ten times in a row, with pauses that grow. It goes on.',
    todo: 'Look for its name in the log. What it would find and mend waits until it works again.',
  },
  work_waiting: {
    what: 'Work that is due is taken up by nobody: mails, refunds and the ends of holds wait.',
    tried: 'Mails about alerts are sent past the queue.',
    todo: 'Look for jobs.relay_failed and jobs.queue_error in the log, and restart the box office.',
  },
  stripe_unreachable: {
    what: 'Stripe gives no answer. Nobody can pay, and what was paid is found later.',
    tried: 'Ten times in a row, with pauses that grow. It goes on.',
    todo: 'Look at status.stripe.com and at the connection of this computer. It heals by itself.',
  },
  event_failed: {
    what: 'Something that Stripe tells of could not be handled, however often it was tried.',
    tried: 'Handling it, again and again, for a day.',
    todo: "Look for its id in the log, and compare its object in Stripe's dashboard.",
  },
}
