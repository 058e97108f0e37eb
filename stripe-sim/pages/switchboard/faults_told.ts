import { html } from 'ghtml'
import type { InjectedFault } from '../../faults/book.ts'
import type { Simulator } from '../../state/simulator.ts'
import { button, counted, identifier, moment, spaced } from './marks.ts'
import type { View } from './view.ts'

const linesShownMax = 40

/** A fault as the words below need it, on requests or on webhooks. */
export type ToldFault = {
  effect: string
  when?: string | null
  method?: string
  path?: string
  type?: string
  object?: string | undefined
  metadata?: Record<string, string> | undefined
  delay_ms?: number | undefined
  copies?: number | undefined
  count?: number | undefined
  times?: number | null
  probability?: number
}

/** The strip that warns whenever anything is set to go wrong; empty on a good night. */
export function faultStrip({ simulator }: View): string {
  const set = faultsSet(simulator)
  const told = set.length === 0 ? '' : `${counted(set.length, 'fault is', 'faults are')} set`
  const { latency, requests_per_second_max } = simulator.settings
  const settings = [
    ...(latency ? [`requests wait about ${latency.median_ms} ms`] : []),
    ...(requests_per_second_max ? [`at most ${requests_per_second_max} requests a second`] : []),
  ]
  const clear = button('Clear all', [['clearFaults', {}]], 'No fault is set any more.', 'strong')
  const chips = set.map((text) => html`<li>!${text}</li>`).join('')
  return html`<section class="strip ${told === '' ? 'calm' : ''}" aria-label="Faults">
    <p role="status">!${told === '' ? '' : html`<strong>${told}</strong>`}</p>
    <ul>
      !${chips} !${settings.map((text) => html`<li class="setting">${text}</li>`).join('')}
    </ul>
    <div>!${told === '' ? '' : clear}</div>
  </section>`
}

/** The faults that struck, newest first. */
export function faultLog(view: View): string {
  const { log } = view.simulator.faults
  const lines = log.slice(-linesShownMax).toReversed()
  const items = lines.map((line) => logLine(view, line)).join('')
  return html`<section id="log" class="log" aria-labelledby="log-title">
    <div class="head">
      <h2 id="log-title">Faults that struck</h2>
      <span class="count">${log.length.toLocaleString('en')}</span>
    </div>
    <ol class="lines">
      !${items || html`<li class="empty">Nothing has gone wrong yet.</li>`}
    </ol>
  </section>`
}

/** What is set, each as escaped HTML. */
function faultsSet({ faults }: Simulator): string[] {
  const { requests, webhooks, heldPayments, heldIntents } = faults
  return [
    ...[...requests, ...webhooks].map(faultEntry),
    ...(heldPayments > 0 ? [holdWords(heldPayments, '')] : []),
    ...Array.from(heldIntents, ([intent, times]) => holdWords(times, `of ${intent}`)),
  ]
}

function holdWords(times: number, whose: string): string {
  return html`<b>hold</b> the next ${counted(times, 'payment')} ${whose} in processing`
}

function faultEntry(fault: ToldFault & { id: string }): string {
  const words = faultWords(fault)
  const plain = `${fault.effect} ${fault.path ?? fault.type ?? ''}`
  const calls = JSON.stringify([['clearFaults', { fault: fault.id }]])
  const done = 'The fault is cleared.'
  return html`!${words}
    <button
      type="button"
      class="drop"
      data-calls="${calls}"
      data-done="${done}"
      aria-label="Clear the fault ${plain}"
    ></button>`
}

/** A fault in words: what happens, to what, how often. */
export function faultWords(fault: ToldFault): string {
  const { effect, when, method, path, type, object, metadata, times, probability = 1 } = fault
  const events = type === '*' ? 'all events' : type
  const target = path === undefined ? events : method === '*' ? path : `${method} ${path}`
  const isPaired = effect === 'error' || effect === 'reset' || effect === 'delay'
  const about = [
    ...(object === undefined ? [] : [object]),
    ...Object.entries(metadata ?? {}).map(([key, value]) => `${key}=${value}`),
  ]
  const share = probability < 1 ? `${Number((probability * 100).toFixed(2))} %` : ''
  const often = times === null || times === undefined ? share || 'always' : `${times} left`
  const chance = share !== '' && share !== often ? `${share}, ` : ''
  return html`<b>${effectWords(fault)}${isPaired && path !== undefined ? ` ${when}` : ''}</b>
    <code>${target}</code> ${about.join(' ')} <span class="often">${chance}${often}</span>`
}

function effectWords({ effect, delay_ms = 0, copies, count }: ToldFault): string {
  const name = effectNames[effect] ?? spaced(effect)
  if (effect === 'delay') return `${name} ${delay_ms / 1000} s`
  if (effect === 'duplicate' && copies) return `${name} ×${copies + 1}`
  if (effect === 'reorder' && count) return `${name} ${count}`
  return name
}

function logLine(view: View, line: InjectedFault): string {
  const { at_ms, effect, when, subject, id } = line
  const name = effectNames[effect] ?? spaced(effect)
  return html`<li id="struck-${at_ms}-${id ?? ''}">
    !${moment(at_ms, view.now_ms)}
    <b>${name}</b> ${when ?? ''} <code>${subject}</code>
    !${id === null || id === subject ? '' : identifier(id)}
  </li>`
}

const effectNames: Record<string, string> = {
  error: '500',
  rate_limit: '429',
  lock_timeout: '429 lock timeout',
  conflict: '409',
  reset: 'cut',
  truncate: 'cut in the body',
  hang: 'no answer',
  delay: 'delay',
  processing: 'left in processing',
}
