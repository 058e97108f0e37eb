import { createHash } from 'node:crypto'
import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import type { ApiAnswer, ApiCall } from '../../api.ts'
import { idOf } from '../../state/ledger.ts'
import type { Simulator } from '../../state/simulator.ts'
import { eventInside, jsonOf } from './deliveries.ts'
import { eventList } from './events.ts'
import { faultLog, faultStrip } from './faults_told.ts'
import { pageHeader, presentMark, presentText } from './header.ts'
import { intentList, intentSummary } from './intents.ts'
import { moment } from './marks.ts'
import { files } from './files.ts'
import { answerRequest } from './requests.ts'
import { story } from './story.ts'
import { switches } from './switches.ts'
import { viewOf, type View } from './view.ts'

// Nothing from elsewhere, nothing inline, and in no frame.
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Whether a path belongs to the pages for people, at which no injected fault ever strikes. */
export function isSwitchboard(path: string): boolean {
  return path === '/' || /^\/(?:intents|events|switchboard)\//.test(path)
}

/**
 * Answers the switchboard: its pages, and what its buttons ask of the API. `host` is the name by
 * which the simulator listens.
 */
export function answerSwitchboard(simulator: Simulator, call: ApiCall, host: string): ApiAnswer {
  const { method, path } = call
  if (method === 'POST') return answerRequest(simulator, call, host)
  if (method !== 'GET' && method !== 'HEAD') return notFound(405, 'Use GET.')
  const file = files.get(path)
  if (file !== undefined) return file
  const view = viewOf(simulator, path, call.query)
  const charge = simulator.ledger.charges.get(view.query.get('charge') ?? '')
  if (path === '/' && charge !== undefined) return receipt(charge)
  const content = contentOf(view)
  if (content === null) return notFound(404, 'Not found')
  return fresh(call, view, pageOf(view, content))
}

type Content = { title: string; main: string }

function contentOf(view: View): Content | null {
  const { path, simulator } = view
  if (path === '/') return { title: 'Stripe simulator', main: home(view) }
  const [, kind, id = ''] = path.split('/')
  const intent = kind === 'intents' ? simulator.ledger.paymentIntents.get(id) : undefined
  if (intent !== undefined) return { title: intent.id, main: intentPage(view, intent) }
  const event = kind === 'events' ? simulator.ledger.events.get(id) : undefined
  return event === undefined ? null : { title: event.type, main: eventPage(view, event) }
}

function home(view: View): string {
  return html`<nav class="jumps" aria-label="Parts of this page">
      <a href="#payments">Payments</a> <a href="#events">Events</a> <a href="#switches">Switches</a>
      <a href="#log">Log</a>
    </nav>
    <main id="content" class="board">
      !${intentList(view)} !${eventList(view)}
      <div class="pane controls">!${switches(view)} !${faultLog(view)}</div>
    </main>`
}

function intentPage(view: View, intent: Stripe.PaymentIntent): string {
  return html`<main id="content" class="single">
    <p><a href="/">All payments</a></p>
    <article class="pane" aria-labelledby="title" tabindex="-1">
      <h2 id="title">Payment intent</h2>
      <div class="alone">!${intentSummary(view, intent)}</div>
      !${story(view, intent)}
      <h3>As JSON</h3>
      <pre tabindex="0" role="region" aria-label="The intent as JSON">${jsonOf(intent)}</pre>
    </article>
  </main>`
}

function eventPage(view: View, event: Stripe.Event): string {
  return html`<main id="content" class="single">
    <p><a href="/">All events</a></p>
    <article class="pane" tabindex="-1">
      <h2>${event.type}</h2>
      <p class="line faint">!${moment(event.created * 1000, view.now_ms)}</p>
      !${eventInside(view, event)}
    </article>
  </main>`
}

function pageOf(view: View, { title, main }: Content): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>${title}</title>
        <link rel="icon" href="/switchboard/icon.svg" />
        <link rel="stylesheet" href="/switchboard/base.css" />
        <link rel="stylesheet" href="/switchboard/head.css" />
        <link rel="stylesheet" href="/switchboard/board.css" />
        <link rel="stylesheet" href="/switchboard/story.css" />
        <link rel="stylesheet" href="/switchboard/controls.css" />
        <script type="module" src="/switchboard/main.js"></script>
      </head>
      <body data-ahead_ms="${Math.round(view.simulator.clock.ahead_ms())}">
        <a class="skip" href="#content">Skip to the content</a>
        !${pageHeader(view)} !${faultStrip(view)}
        <p class="notice without-script">
          Without JavaScript this page can only be read, and is as old as its clock.
        </p>
        !${main}
        <p class="told" id="told" role="status" data-own="text"></p>
      </body>
    </html>`
}

// The browser keeps the page it has as long as nothing but the time is different.
function fresh(call: ApiCall, view: View, text: string): ApiAnswer {
  const etag = `W/"${createHash('sha256').update(text).digest('base64url')}"`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    etag,
  }
  if (call.headers['if-none-match'] === etag) return { status: 304, headers, body: '' }
  return { status: 200, headers, body: text.replace(presentMark, presentText(view.now_ms)) }
}

// `receipt_url` of a charge leads here.
function receipt(charge: Stripe.Charge): ApiAnswer {
  const location = `/intents/${idOf(charge.payment_intent)}#${charge.id}`
  return { status: 303, headers: { location }, body: '' }
}

function notFound(status: number, text: string): ApiAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: `${text}\n` }
}
