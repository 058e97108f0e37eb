import type { OfferAtDesk } from '../../../overview/index.ts'
import type { Refund } from '../../../payments/index.ts'
import type { StoryEntry } from '../../../story/index.ts'
import type { Purchase } from '../../storefront/purchase.ts'
import type { OrderMail, OrderTicket } from './desk_answers.ts'

/** What is known of an order whose tickets are shown. */
interface Known {
  purchase: Purchase
  refunds: Refund[]
  entries: StoryEntry[]
  /** How often each ticket's code was replaced. */
  replaced: Map<string, number>
  /** Whoever looks may change names and codes. */
  mayHelp: boolean
  /** What was paid for moving: then they cost more than their lines say. */
  offers: OfferAtDesk[]
}

/** Of void tickets those have a worth whose refund has failed: money is owed for them still. */
export function ticketsOf({
  purchase: { order, lines, tickets, party, night },
  refunds,
  entries,
  replaced,
  mayHelp,
  offers,
}: Known): OrderTicket[] {
  const inside = admissionsIn(entries)
  const isAwaited = mayHelp && night.state !== 'cancelled' && !night.is_over
  const canChange = (id: string, state: string) => isAwaited && state === 'valid' && !inside.has(id)
  const failed = new Set(refunds.filter((one) => one.state === 'failed').map(({ id }) => id))
  const hasPaidToMove = offers.some(
    (offer) => offer.state === 'fulfilled' && offer.moved_order_id === order.id,
  )
  const priceOf = (name: string) =>
    lines.find((line) => line.name === name)?.unit_price_minor ?? null
  const paid = tickets.map(({ id, typeName: name, ordinal, state, refund_id }) => {
    const isWorth = !hasPaidToMove && (state === 'valid' || failed.has(refund_id ?? ''))
    const worth_minor = isWorth ? priceOf(name) : null
    const can: OrderTicket['can'] = canChange(id, state) ? ['reissue'] : []
    const times = replaced.get(id) ?? 0
    return { ...entryOf(id, name, ordinal, state, inside), worth_minor, replacements: times, can }
  })
  const passes = (party?.passes ?? []).map(({ id, name, ordinal, state }) => {
    const isOn = canChange(id, state) && isPartyOn(party)
    const can: OrderTicket['can'] = isOn ? ['reissue', 'rename'] : []
    const one = entryOf(id, name ?? '', ordinal, state, inside)
    return { ...one, worth_minor: null, replacements: 0, can }
  })
  return [...paid, ...passes]
}

function entryOf(
  id: string,
  name: string,
  ordinal: number,
  state: 'valid' | 'voided',
  inside: Map<string, string>,
) {
  return { id, name, ordinal, state, admitted_at: inside.get(id) ?? null }
}

/** Of a party that has left, was called off or never came nothing changes any more. */
const isPartyOn = (party: Purchase['party']) =>
  party?.booking != null && !['released', 'cancelled', 'no_show'].includes(party.booking)

/** When each ticket or pass has let somebody in. */
export function admissionsIn(entries: StoryEntry[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { what, at, detail } of entries) {
    if (what === 'ticket.admitted') found.set(detail.ticket, at.toISOString())
    if (what === 'pass.admitted') found.set(detail.pass, at.toISOString())
  }
  return found
}

/** The mails to the guest; those to the venue are about its alerts. */
export function mailsOf(entries: StoryEntry[]): OrderMail[] {
  const mails = new Map<string, OrderMail>()
  for (const { what, at, subject, detail } of entries) {
    const moment = at.toISOString()
    if (what === 'mail.queued' && detail.kind !== 'alert') {
      const { kind } = detail
      const fate = { is_undelivered: false, is_bounced: false, is_held_back: false }
      mails.set(subject, { id: subject, kind, queued_at: moment, sent_at: null, ...fate })
    }
    const known = what === 'mail.sent' ? mails.get(subject) : undefined
    if (known) known.sent_at = moment
    const returned = what === 'mail.bounced' ? mails.get(subject) : undefined
    if (returned) returned.is_bounced = true
    const held = what === 'mail.held_back' ? mails.get(subject) : undefined
    if (held) held.is_held_back = true
    if (what !== 'alert.opened' || detail.kind !== 'mail_undelivered') continue
    const stuck = mails.get(detail.about)
    if (stuck) stuck.is_undelivered = true
  }
  for (const mail of mails.values()) if (mail.sent_at) mail.is_undelivered = false
  return [...mails.values()]
}
