import { html } from 'ghtml'
import { written } from '../../payments/amounts.ts'

/** The small marks of which every row is made: all text in them is escaped. */

const tones: Record<string, 'good' | 'bad' | 'waits' | 'moves' | 'over'> = {
  succeeded: 'good',
  won: 'good',
  enabled: 'good',
  warning_closed: 'over',
  canceled: 'over',
  dropped: 'over',
  suppressed: 'over',
  failed: 'bad',
  lost: 'bad',
  disabled: 'bad',
  needs_response: 'bad',
  warning_needs_response: 'waits',
  requires_action: 'waits',
  requires_capture: 'waits',
  held: 'waits',
  pending: 'moves',
  processing: 'moves',
  under_review: 'moves',
  warning_under_review: 'moves',
}

/** A status in Stripe's own words, with its tone. */
export function pill(status: string): string {
  return html`<span class="pill ${tones[status] ?? 'rests'}">${spaced(status)}</span>`
}

/** An amount in minor units for people. */
export function money(amount_minor: number, currency: string): string {
  return html`<span class="money">${written(amount_minor, currency)}</span>`
}

/** An id; it is cut short where there is no room, but copied whole. */
export function identifier(id: string): string {
  return html`<code class="id">${id}</code>`
}

/** A moment of Stripe's time: the hour today, with the day on other days. */
export function moment(at_ms: number, now_ms: number): string {
  const iso = new Date(at_ms).toISOString()
  return html`<time datetime="${iso}" title="${iso}">${momentText(at_ms, now_ms)}</time>`
}

/** The same as plain text, always in UTC: a simulator has no place. */
export function momentText(at_ms: number, now_ms: number): string {
  const [at, now] = [new Date(at_ms).toISOString(), new Date(now_ms).toISOString()]
  if (at.slice(0, 10) === now.slice(0, 10)) return at.slice(11, 19)
  const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return `${new Date(at_ms).toLocaleDateString('en-GB', day)}, ${at.slice(11, 16)}`
}

/** How long until a moment; the page's script counts it down, without it stands the hour. */
export function countdown(at_ms: number, now_ms: number): string {
  const iso = new Date(at_ms).toISOString()
  return html`<time datetime="${iso}" data-until="${at_ms}" data-own="text"
    >at ${momentText(at_ms, now_ms)}</time
  >`
}

/** A span of time in its two largest units. */
export function duration(span_ms: number): string {
  const seconds = Math.round(span_ms / 1000)
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const told = parts.filter(([count]) => count > 0).slice(0, 2)
  return told.map(([count, unit]) => `${count} ${unit}`).join(' ') || '0 s'
}

/** One call of the control plane, or of a path of the page's own. */
export type Call = [name: string, argument: object]

/** A button that makes calls, one after the other; `done` is said when all of them worked. */
export function button(
  label: string,
  calls: Call[],
  done: string,
  kind: '' | 'strong' | 'danger' | 'quiet' = '',
): string {
  const json = JSON.stringify(calls)
  return html`<button type="button" class="${kind}" data-calls="${json}" data-done="${done}">
    ${label}
  </button>`
}

/** One of Stripe's names as words. */
export function spaced(name: string): string {
  return name.replaceAll('_', ' ')
}

/** How many of something, with the word in its number. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
