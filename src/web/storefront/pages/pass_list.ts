import { html } from 'ghtml'
import { messagesFor } from '../../messages.ts'
import { groupCode, qrSvg } from '../documents/qr.ts'
import { tableWords } from './booking_panel.ts'
import { formatMoment, formatTime } from './dates.ts'
import { isAwaited, takesPlace } from './ending.ts'
import { orderPath, passPath } from './layout.ts'
import type { OrderStage } from './order_stage.ts'
import { countClaimed, type PartyView, type PassView } from './party_view.ts'
import type { OrderPageView } from './views.ts'

/**
 * The passes of a party as its booker sees them: with a QR code those that nobody has claimed, and
 * each with the link to forward. Of an order that is refunded, only the void ones are shown; of a
 * party whose evening is over, none has anything left to show, to forward or to claim.
 */
export function passList(view: OrderPageView, party: PartyView, stage: OrderStage): string {
  const { passes: messages } = messagesFor(view.locale).bookings
  const isReady = stage === 'ready'
  const shown = party.passes.filter(({ state }) => isReady || state === 'voided')
  if (shown.length === 0) return ''
  const { claimed, all } = countClaimed(party)
  const isOpen = isReady && takesPlace(view)
  const live = isOpen ? html`data-live-url="${orderPath(view.order)}/passes/state"` : ''
  return html`<section class="tickets" aria-labelledby="your-passes" !${live}>
    <h2 class="rule" id="your-passes">
      ${messages.title}
      <span id="${CLAIMED}" aria-live="polite"
        >${isOpen ? messages.claimed(claimed, all) : messages.void}</span
      >
    </h2>
    !${isOpen ? html`<p class="pass-hint dim">${messages.hint}</p>` : ''}
    <ol class="stubs passes">
      !${shown.map((pass) => stub(view, party, pass))}
    </ol>
  </section>`
}

/** What changes on it while somebody looks on, by the id of its element. */
export function passTexts(
  view: Pick<OrderPageView, 'locale' | 'venue'>,
  party: Pick<PartyView, 'passes'>,
): Record<string, string> {
  const { passes: messages } = messagesFor(view.locale).bookings
  const { claimed, all } = countClaimed(party)
  const theirs = party.passes.map((pass) => {
    return [whoseId(pass), whoseWords(view, pass, pass.state === 'valid')]
  })
  return { [CLAIMED]: messages.claimed(claimed, all), ...Object.fromEntries(theirs) }
}

const CLAIMED = 'passes-claimed'
const whoseId = ({ id }: PassView) => `whose-${id}`

function stub(view: OrderPageView, party: PartyView, pass: PassView): string {
  const { passes: messages, panel, someTable } = messagesFor(view.locale).bookings
  const isValid = pass.state === 'valid' && takesPlace(view)
  const arrive = formatMoment(party.arrive_by, view.locale, view.venue.time_zone)
  const table = party.table ? tableWords(party.table, view.locale) : someTable
  const where = isValid && isAwaited(view) ? `${table} · ${panel.arrive} ${arrive}` : table
  return html`<li
    class="${isValid ? 'stub' : 'stub stub-void'}"
    id="${pass.id}"
    data-pass="${pass.id}"
  >
    <div class="stub-code">!${code(view, pass, isValid)}</div>
    <div class="stub-words">
      <p class="stub-venue">${view.night.title}</p>
      <h3>${messages.of(pass.ordinal, Math.max(party.heads, pass.ordinal))}</h3>
      <p>${where}</p>
      !${whose(view, pass, isValid)}
      !${isValid && pass.admitted_at === null ? controls(view, pass) : ''}
    </div>
  </li>`
}

/** Large where the booker keeps the pass; folded away where it has its guest. */
function code(view: OrderPageView, pass: PassView, isValid: boolean): string {
  const { passes: messages, disputes } = messagesFor(view.locale).bookings
  if (!isValid) {
    const words = pass.voided_reason === 'refunded' ? messages.refunded : messages.void
    return html`<p>${words}</p>`
  }
  if (pass.admitted_at) return html`<p class="stub-in">${messages.inside}</p>`
  if (pass.is_disputed) return html`<p class="stub-stopped">${disputes.pass}</p>`
  const drawn =
    qrSvg(pass.code, messages.qrLabel(pass.ordinal)) +
    html`<p class="stub-digits">${groupCode(pass.code)}</p>`
  if (pass.name === null) return drawn
  return html`<details class="stub-fold">
    <summary>${messages.code}</summary>
    !${drawn}
  </details>`
}

function whose(view: OrderPageView, pass: PassView, isValid: boolean): string {
  const words = whoseWords(view, pass, isValid)
  return words && html`<p class="stub-type"><b id="${whoseId(pass)}">${words}</b></p>`
}

/** Of a pass that is void nothing is left to show or to forward. */
function whoseWords(
  view: Pick<OrderPageView, 'locale' | 'venue'>,
  pass: PassView,
  isValid: boolean,
): string {
  const { passes: messages } = messagesFor(view.locale).bookings
  const { name, admitted_at } = pass
  const whom = name === null ? '' : messages.claimedBy(name)
  if (!admitted_at || !isValid) return whom || (isValid ? messages.kept : '')
  const at = messages.admitted(formatTime(admitted_at, view.locale, view.venue.time_zone))
  return name === null ? at : `${name} · ${at}`
}

/** What the booker can do with a pass until it is used. All of it works without a script. */
function controls(view: OrderPageView, pass: PassView): string {
  const { passes: messages } = messagesFor(view.locale).bookings
  const url = view.publicUrl + passPath(pass)
  const base = `${orderPath(view.order)}/passes/${pass.id}`
  // What a screen reader needs to tell one pass's controls from another's.
  const number = messages.number(pass.ordinal)
  return html`<div class="forward">
      <label for="link-${pass.id}">${messages.link}<span class="hidden">, ${number}</span></label>
      <input id="link-${pass.id}" type="text" readonly value="${url}" />
      <div class="forward-buttons">
        <button type="button" data-copy="link-${pass.id}" data-done="${messages.copied}">
          ${messages.copy}<span class="hidden">, ${number}</span>
        </button>
        <button
          type="button"
          data-share="${url}"
          data-title="${messages.shareText(view.night.title)}"
        >
          ${messages.share}<span class="hidden">, ${number}</span>
        </button>
      </div>
    </div>
    <details class="manage">
      <summary>${messages.manage}<span class="hidden">, ${number}</span></summary>
      <form method="post" action="${base}/name">
        <label for="name-${pass.id}">${messages.name}</label>
        <input
          id="name-${pass.id}"
          name="name"
          type="text"
          maxlength="100"
          required
          autocomplete="off"
          value="${pass.name ?? ''}"
        />
        <button type="submit">${messages.save}</button>
      </form>
      <form method="post" action="${base}/replacement">
        <p>${messages.replaceHint}</p>
        <button type="submit">${messages.replace}</button>
      </form>
    </details>`
}
