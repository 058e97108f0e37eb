import { html } from 'ghtml'
import type { Night } from '../../../catalog/index.ts'
import { must } from '../../../kernel/index.ts'
import type { Booking } from '../../../tickets/index.ts'
import { messagesFor } from '../../messages.ts'
import { groupCode, qrSvg } from '../documents/qr.ts'
import { tableWords } from './booking_panel.ts'
import { formatMoment, formatNight, formatTime } from './dates.ts'
import { endingOf, type Ending } from './ending.ts'
import { fit, layout, passPath, town } from './layout.ts'
import type { PassView, TableName } from './party_view.ts'
import type { FieldProblem, PageView } from './views.ts'

/** A pass as its guest sees it: nothing of the other guests, and no money. */
export interface PassPageView extends PageView {
  night: Night
  pass: PassView
  /** The first name of whoever has invited; empty where it is not known. */
  host: string
  /** Null while the party waits for a table. */
  table: TableName | null
  arrive_by: Date
  /** How the party's evening, or the night, has ended, or why there is none; null before. */
  over: PassOver | null
  /** What the guest has typed and why it was not taken. */
  typed?: string | undefined
  problem?: FieldProblem | undefined
}

export type PassOver = Ending | 'night_over' | 'night_cancelled'

type PassStage = 'open' | 'claimed' | 'admitted' | 'void' | 'stopped' | 'over'

/** A guest's pass: an invitation until it is claimed, and the way in afterwards. */
export function passPage(view: PassPageView): string {
  const stage = stageOf(view)
  const messages = messagesFor(view.locale).passes
  const { heading, text } = words(view, stage)
  return layout({
    ...view,
    kind: 'pass',
    title: `${heading} – ${view.night.title}`,
    description: messages.description,
    mainId: 'pass',
    main: html`<main id="pass" data-stage="${stage}">
      <header class="title">
        <p class="eyebrow">${messages.title} · ${view.night.title}</p>
        <h1 class="${fit(heading)}">${heading}</h1>
        <p class="lead">${text}</p>
        !${view.problem ? html`<p class="notice notice-problem" role="alert">${view.problem.message}</p>` : ''}
      </header>
      !${stage === 'claimed' ? ticket(view) : ''} !${stage === 'open' ? claimForm(view) : ''}
      !${stage === 'open' || stage === 'claimed' ? facts(view) : ''}
    </main>`,
  })
}

/** What keeps a pass of this booking from being used, of all that is over. */
export function overOf({ state: booking }: Pick<Booking, 'state'>, night: Night): PassOver | null {
  if (night.state === 'cancelled') return 'night_cancelled'
  return endingOf({ booking }) ?? (night.is_over ? 'night_over' : null)
}

/** What a pass means to its guest. */
export function stageOf(view: PassPageView): PassStage {
  if (view.pass.state === 'voided') return 'void'
  if (view.pass.admitted_at) return 'admitted'
  if (view.over) return 'over'
  if (view.pass.is_disputed) return 'stopped'
  return view.pass.name === null ? 'open' : 'claimed'
}

function words(view: PassPageView, stage: PassStage): { heading: string; text: string } {
  const messages = messagesFor(view.locale).passes
  const { pass, host, table, over } = view
  // Of a pass that is void for it, too: nobody need ask for a new link then.
  if (stage === 'over' || (stage === 'void' && over))
    return messages.over[must(over, 'what is over')]
  const { heading } = messages[stage]
  const name = pass.name ?? ''
  switch (stage) {
    case 'open': {
      const at = table ? tableWords(table, view.locale) : messages.someTable
      return { heading, text: messages.open.text(host, at) }
    }
    case 'claimed':
      return { heading, text: messages.claimed.text(name) }
    case 'admitted': {
      const at = pass.admitted_at
        ? formatTime(pass.admitted_at, view.locale, view.venue.time_zone)
        : ''
      return { heading, text: messages.admitted.text(name, at) }
    }
    case 'void': {
      const { text, gone } = messages.void
      return { heading, text: pass.voided_reason === 'revoked' ? text(host) : gone(host) }
    }
    case 'stopped':
      return { heading, text: messages.stopped.text(host) }
  }
}

function ticket({ pass, night, locale }: PassPageView): string {
  const messages = messagesFor(locale).passes
  return html`<section class="stub stub-pass" aria-label="${messages.title}">
    <div class="stub-code">!${qrSvg(pass.code, messages.qrLabel)}</div>
    <div class="stub-words">
      <p class="stub-venue">${night.title}</p>
      <h2>${pass.name}</h2>
      <p>${messages.door} ${messages.early}</p>
      <p class="stub-digits">
        <span class="hidden">${messages.code} </span>${groupCode(pass.code)}
      </p>
    </div>
  </section>`
}

function claimForm(view: PassPageView): string {
  const messages = messagesFor(view.locale).passes
  const isWrong = view.problem?.field === 'name'
  const invalid = isWrong ? html` aria-invalid="true"` : ''
  return html`<form class="claim" method="post" action="${passPath(view.pass)}/claim">
    <div class="field">
      <label for="name">${messages.name}</label>
      <input
        id="name"
        name="name"
        type="text"
        maxlength="100"
        required
        autocomplete="name"
        autocapitalize="words"
        aria-describedby="name-hint"
        value="${view.typed ?? ''}"
        !${invalid}
      />
      <p class="field-hint" id="name-hint">${messages.nameHint}</p>
    </div>
    <button class="button" type="submit">${messages.claim}</button>
  </form>`
}

function facts(view: PassPageView): string {
  const { passes: messages, bookings } = messagesFor(view.locale)
  const { venue, night, locale, table, arrive_by, pass } = view
  const rows = [
    [messages.when, formatNight(night, locale, venue.time_zone)],
    [messages.where, `${venue.name}, ${venue.street}, ${town(venue)}`],
    [messages.table, table ? tableWords(table, locale) : messages.tableLater],
    [messages.arrive, formatMoment(arrive_by, locale, venue.time_zone)],
  ]
  const isClaimed = pass.name !== null
  return html`<section class="pass-facts" aria-label="${bookings.panel.title}">
    <dl class="facts">
      !${rows.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    !${
      isClaimed
        ? html`<p class="actions">
              <a class="button button-quiet" href="${passPath(pass)}/night.ics"
                >${messages.calendar}</a
              >
            </p>
            <p class="dim">${messages.keep}</p>`
        : ''
    }
  </section>`
}
