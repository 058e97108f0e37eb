import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatMoment, formatNight } from './dates.ts'
import { isAwaited, takesPlace } from './ending.ts'
import { orderPath } from './layout.ts'
import { packageWords } from './line_words.ts'
import { isStoppedByOther, type BillView, type PartyView, type TableName } from './party_view.ts'
import type { OrderPageView, PurchaseView } from './views.ts'

/**
 * Where a party sits, when it is awaited, what is paid, and what is due at the door. Nothing is due
 * of what is not booked: of an order that is not paid yet, the summary says what is to be paid.
 */
export function bookingPanel(view: OrderPageView, party: PartyView): string {
  const { panel } = messagesFor(view.locale).bookings
  const notes = seatNotes(view, party)
  return html`<section class="booking" aria-labelledby="your-booking">
    <h2 class="rule" id="your-booking">${panel.title}</h2>
    !${disputeNotice(view, party)}
    !${notes.length > 0 ? html`<p class="notice">${notes.join(' ')}</p>` : ''}
    <div class="booking-facts">
      <dl class="facts">!${bookingFacts(view, party).map((each) => factRow(each))}</dl>
      !${party.booking === null ? '' : bill(view, party.bill)}
    </div>
    !${policySection(view, party)}
  </section>`
}

/** What was agreed binds nobody any more whose money goes back, or has gone back. */
function policySection(view: OrderPageView, { policy }: PartyView): string {
  const { state } = view.order
  if (state === 'refund_due' || state === 'refunded' || state === 'withdrawn') return ''
  return html`<div class="policy">
    <h3>${policyTitle(view)}</h3>
    <p>${policy}</p>
  </div>`
}

/** What the venue's own words are called: a party on the house has agreed to nothing. */
export function policyTitle({ order, locale }: PurchaseView): string {
  const { bookings, comps } = messagesFor(locale)
  return order.comp_id === null ? bookings.panel.policy : comps.policy
}

/** Says that a bank has stopped passes; '' where none has. */
export function disputeNotice({ locale }: OrderPageView, party: PartyView): string {
  const { disputes } = messagesFor(locale).bookings
  const words = party.is_disputed ? disputes.own : isStoppedByOther(party) ? disputes.other : ''
  return words && html`<p class="notice notice-problem">${words}</p>`
}

/** "Table 7, Gallery" */
export function tableWords({ name, zone }: TableName, locale: string): string {
  return messagesFor(locale).bookings.at(name, zone)
}

/** The booking in terms and words, for its page and its mail; the night is known from elsewhere. */
export function bookingFacts(view: PurchaseView, party: PartyView): [string, string][] {
  const { panel, guests } = messagesFor(view.locale).bookings
  const { table, arrive_by, heads, package_name: bought, package_includes } = party
  const zone = view.venue.time_zone
  return [
    [panel.table, table ? tableWords(table, view.locale) : panel.sought],
    [panel.when, formatNight(view.night, view.locale, zone)],
    ...(isAwaited(view) ? [fact(panel.arrive, formatMoment(arrive_by, view.locale, zone))] : []),
    [panel.party, guests(heads)],
    ...(bought === null ? [] : [fact(panel.package, packageWords(bought, package_includes))]),
  ]
}

/**
 * The money in terms and amounts. What is paid, credited and due are never added up into one; of an
 * evening that is over, or does not take place, what was paid is all that is still true.
 */
export function billRows(view: PurchaseView, money: BillView): [string, string][] {
  const { bookings, comps } = messagesFor(view.locale)
  const { panel } = bookings
  const { currency, comp_id } = view.order
  if (comp_id !== null) return takesPlace(view) ? [[panel.due, comps.onTheHouse]] : []
  const write = (amount_minor: number) => formatMoney({ amount_minor, currency }, view.locale)
  const { credited_minor, ahead_minor, reserved_minor } = money
  const credited: [string, string] =
    credited_minor > 0 ? [panel.credited, write(credited_minor)] : [panel.notCredited, '']
  const ofAhead = ahead_minor + reserved_minor > 0 ? [credited] : []
  const costs: [string, number][] = [
    [panel.tablePrice, money.table_price_minor],
    [panel.minimum, money.minimum_spend_minor],
    [panel.worth, money.worth_minor],
  ]
  const ahead: [string, number][] = [
    [panel.ahead, ahead_minor],
    [panel.reserved, reserved_minor],
  ]
  const door: [string, number] = [panel.door, money.door_minor]
  const written = (all: [string, number][]) =>
    all
      .filter(([, minor]) => minor > 0)
      .map(([term, minor]) => [term, write(minor)] as [string, string])
  if (!takesPlace(view)) return written([...ahead, door])
  const due: [string, string] = [panel.due, write(money.due_minor)]
  return [...written([...costs, ...ahead]), ...ofAhead, ...written([door]), due]
}

/** The form by which a party gets more guests in, while its table has room. */
export function guestsForm(view: OrderPageView, more: NonNullable<PartyView['more']>): string {
  const { more: messages } = messagesFor(view.locale).bookings
  const { order, placement, problem } = view
  const price = formatMoney(
    { amount_minor: more.price_minor, currency: order.currency },
    view.locale,
  )
  const options = Array.from({ length: more.max }, (_, n) => html`<option>${n + 1}</option>`)
  const invalid = problem?.field === 'guests' ? html` aria-invalid="true"` : ''
  return html`<section class="more-guests" aria-labelledby="more-guests">
    <h2 class="rule" id="more-guests">${messages.title}</h2>
    <form method="post" action="${orderPath(order)}/guests">
      <p>${messages.text(more.max, more.included, price)}</p>
      <input type="hidden" name="order_id" value="${placement.order_id}" />
      <input type="hidden" name="order_secret" value="${placement.order_secret}" />
      <label for="guests">${messages.label}</label>
      <select id="guests" name="guests" !${invalid}>
        !${options}
      </select>
      <button class="button button-quiet" type="submit">
        ${more.included > 0 ? messages.add : messages.submit}
      </button>
    </form>
  </section>`
}

const fact = (term: string, text: string): [string, string] => [term, text]

function factRow([term, text]: [string, string]): string {
  return html`<div>
    <dt>${term}</dt>
    <dd>${text}</dd>
  </div>`
}

function bill(view: OrderPageView, money: BillView): string {
  const rows = billRows(view, money)
  if (rows.length === 0) return ''
  const last = takesPlace(view) ? rows.length - 1 : undefined
  return html`<dl class="bill">
    !${rows.map(
      ([term, amount], n) =>
        html`<div class="${n === last ? 'bill-due' : ''}">
          <dt>${term}</dt>
          <dd>${amount}</dd>
        </div>`,
    )}
  </dl>`
}

/** Where the party does not sit where it was to sit, or not yet anywhere. */
function seatNotes(view: OrderPageView, { booking, table, ordered }: PartyView): string[] {
  const { panel } = messagesFor(view.locale).bookings
  if (booking === null || !isAwaited(view)) return []
  const was = ordered && tableWords(ordered, view.locale)
  if (!table) return [panel.none, ...(was ? [panel.waits(was)] : [])]
  return was ? [panel.moved(was, tableWords(table, view.locale))] : []
}
