import { describeParties } from '../../../checkout/index.ts'
import { may, type Member } from '../../../identity/index.ts'
import { must, type Database } from '../../../kernel/index.ts'
import { findComp, notesOf, type Comp, type Order } from '../../../orders/index.ts'
import { offersAtDesk, paymentsAtDesk, type PaymentAtDesk } from '../../../overview/index.ts'
import { disputesOf, refundsOf, type Dispute, type Refund } from '../../../payments/index.ts'
import { storyOf, type StoryEntry } from '../../../story/index.ts'
import { bookingOfOrder, findBooking, replacementsOf } from '../../../tickets/index.ts'
import { storyWords } from '../../messages.ts'
import type { Site } from '../../site.ts'
import { loadPurchase } from '../../storefront/purchase.ts'
import { stripePage } from '../../stripe_page.ts'
import { actionOrders } from './action_orders.ts'
import type { ActionOrder, OrderAnswer, OrderMoney } from './desk_answers.ts'
import { offerAnswer } from './offer_answer.ts'
import { admissionsIn, mailsOf, ticketsOf } from './order_entries.ts'
import { storySteps } from './story_steps.ts'

/** An order with everything that somebody who helps its guest has to know, in their language. */
export async function orderAnswer(
  site: Site,
  member: Member,
  order: Order,
  locale: string,
): Promise<OrderAnswer> {
  const { db } = site.till
  const { id: order_id, kind, state, fulfilment, fulfil_retries, placed_at } = order
  const [purchase, payments, refunds, disputes, notes, story, actions, booking, comp, replaced] =
    await Promise.all([
      loadPurchase(db, order),
      paymentsAtDesk(db, order_id),
      refundsOf(db, order_id),
      disputesOf(db, order_id),
      notesOf(db, order_id),
      storyOf(db, order_id),
      actionOrders(site, member, [order_id]),
      bookingAt(db, order),
      order.comp_id === null ? undefined : findComp(db, order.comp_id),
      replacementsOf(db, order_id),
    ])
  const { entries, time_zone } = must(story, `the story of ${order_id}`)
  const action = must(actions.get(order_id), `the actions of ${order_id}`)
  const { night, lines } = purchase
  const mayHelp = may(member.role, 'orders.help')
  const offers = await offersAtDesk(db, order_id)
  return {
    order_id,
    kind,
    state,
    fulfilment,
    retries: fulfil_retries,
    placed_at: placed_at.toISOString(),
    night: { title: night.title, doors_at: night.doors_at.toISOString() },
    guest: { name: order.guest_name, email: order.guest_email, phone: order.guest_phone },
    can_rename: order.guest_name !== null && mayHelp,
    lines: lines.map(({ name, quantity, unit_price_minor }) => {
      return { name, quantity, unit_price_minor }
    }),
    money: moneyOf(order, payments, refunds, disputes, action),
    comp: comp ? compAnswer(comp, member, entries) : null,
    offers: offers.map((offer) => offerAnswer(site, member, offer, order.currency)),
    tickets: ticketsOf({ purchase, refunds, entries, replaced, mayHelp, offers }),
    booking,
    payments: payments.map(({ card_brand, card_last4, intent, opened_at, ...payment }) => ({
      ...payment,
      opened_at: opened_at.toISOString(),
      card: card_last4 && `${card_brand ?? ''} ••${card_last4}`.trim(),
      stripe_url: intent && stripePage(site.config, intent),
    })),
    refunds: refunds.map(refundAnswer),
    mails: mailsOf(entries),
    alerts: alertsOf(entries, locale),
    story: storySteps(entries, [...notes, ...reasonsOf(comp)], locale, time_zone),
    actions: action,
  }
}

async function bookingAt(db: Database, order: Order): Promise<OrderAnswer['booking']> {
  const booking =
    order.booking_id === null
      ? await bookingOfOrder(db, order.id)
      : await findBooking(db, order.booking_id)
  const [party] = booking ? await describeParties(db, booking.night_id, [booking]) : []
  if (!booking || !party) return null
  const { id, state, arrive_by } = booking
  const { heads, inside } = party
  const table = party.table?.name ?? null
  return { id, state, table, heads, inside, arrive_by: arrive_by.toISOString() }
}

function compAnswer(comp: Comp, { role }: Member, entries: StoryEntry[]): OrderAnswer['comp'] {
  const { id, reason, asked_by, asked_at, withdrawn_by, withdrawn_at, state } = comp
  const isUsed = admissionsIn(entries).size > 0
  return {
    id,
    reason,
    asked_by,
    asked_at: asked_at.toISOString(),
    approved_by: must(comp.decided_by, `who approved ${id}`),
    approved_at: must(comp.decided_at, `when ${id} was approved`).toISOString(),
    withdrawn_by,
    withdrawn_at: withdrawn_at?.toISOString() ?? null,
    can_withdraw: state === 'approved' && !isUsed && may(role, 'comps.approve'),
  }
}

/** Why somebody asked for it stands in its story where they asked. */
const reasonsOf = (comp: Comp | undefined) => (comp ? [{ id: comp.id, body: comp.reason }] : [])

/** What has come and gone, over all payments; what is left is what can be given back. */
function moneyOf(
  { currency, total_minor }: Order,
  payments: PaymentAtDesk[],
  refunds: Refund[],
  disputes: Dispute[],
  { left_minor, is_reserved }: ActionOrder,
): OrderMoney {
  return {
    currency,
    total_minor,
    paid_minor: payments.reduce((so_far, one) => so_far + (one.received_minor ?? 0), 0),
    refunded_minor: sum(refunds.filter((one) => one.state === 'succeeded')),
    under_way_minor: sum(refunds.filter((one) => one.state === 'requested')),
    left_minor: is_reserved ? 0 : left_minor,
    disputed_minor: sum(disputes.filter((one) => one.state !== 'won')),
  }
}

const sum = (all: { amount_minor: number }[]) =>
  all.reduce((so_far, { amount_minor }) => so_far + amount_minor, 0)

function refundAnswer(refund: Refund): OrderAnswer['refunds'][number] {
  const { id, state, amount_minor, currency, requested_by, failure_reason } = refund
  const requested_at = refund.requested_at.toISOString()
  return { id, state, amount_minor, currency, requested_by, requested_at, failure_reason }
}

/** The alerts that are open, the first one first. */
function alertsOf(entries: StoryEntry[], locale: string): OrderAnswer['alerts'] {
  const { alerts } = storyWords(locale)
  const healed = new Set(
    entries.filter(({ what }) => what === 'alert.resolved').map(({ subject }) => subject),
  )
  return entries.flatMap(({ what, at, subject: id, detail }) => {
    if (what !== 'alert.opened' || healed.has(id)) return []
    const kind = detail.kind as OrderAnswer['alerts'][number]['kind']
    return [{ id, kind, opened_at: at.toISOString(), sentence: alerts[kind] ?? kind }]
  })
}
