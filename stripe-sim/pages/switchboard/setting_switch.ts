import { html } from 'ghtml'
import type { Settings } from '../../state/settings.ts'
import { choice, type Choice } from './fields.ts'
import type { View } from './view.ts'

/** The form of the settings that matter on an evening; the others are for the control plane. */
export function settingSwitch({ simulator: { settings } }: View): string {
  return html`<form
    class="fields in-two"
    data-control="configure"
    data-done="The settings are changed."
  >
    <label class="wide">Latency of requests !${choice(latencies(settings))}</label>
    <label class="wide">Failed webhooks are repeated !${choice(schedules(settings))}</label>
    !${number('webhook_timeout_ms', 'Endpoint may take, ms', settings.webhook_timeout_ms)}
    !${number('confirmations_max', 'Confirmations at most', settings.confirmations_max)}
    !${number('authentication_ttl_s', '3-D Secure waits, s', settings.authentication_ttl_s)}
    !${number('requests_per_second_max', 'Requests a second', settings.requests_per_second_max)}
    !${wallets(settings)}
    <button class="strong">Change settings</button>
  </form>`
}

function latencies({ latency }: Settings): Choice[] {
  const known: [label: string, value: Settings['latency']][] = [
    ['None', null],
    ['As from a data centre, 120 ms', { median_ms: 120, p99_ms: 600, seed: 1 }],
    ['Slow, 400 ms', { median_ms: 400, p99_ms: 2500, seed: 1 }],
    ['Painful, 2 s', { median_ms: 2000, p99_ms: 12_000, seed: 1 }],
  ]
  return withPresent('latency', latency, known, () => `${latency?.median_ms} ms, as set elsewhere`)
}

function schedules({ webhook_retries }: Settings): Choice[] {
  const known: [label: string, value: Settings['webhook_retries']][] = [
    ['Quickly, for a laptop', 'laptop'],
    ['As Stripe does in test mode', 'test'],
    ['As Stripe does in live mode', 'live'],
    ['Never', []],
  ]
  return withPresent('webhook_retries', webhook_retries, known, () => 'As set elsewhere')
}

// Saving one setting must not undo another that was set in code, so it is among the choices.
function withPresent<Value>(
  name: string,
  present: Value,
  known: [label: string, value: Value][],
  label: () => string,
): Choice[] {
  const text = JSON.stringify(present)
  const isKnown = known.some(([, value]) => JSON.stringify(value) === text)
  const all = isKnown ? known : [...known, [label(), present] as const]
  return all.map(([words, value]) => ({
    label: words,
    value: { [name]: value },
    isChosen: JSON.stringify(value) === text,
  }))
}

function number(name: keyof Settings, label: string, value: number | null): string {
  const needed = value === null || name === 'requests_per_second_max' ? '' : 'required'
  return html`<label
    >${label}<input
      type="number"
      name="${name}"
      min="1"
      value="${value ?? ''}"
      data-empty="null"
      placeholder="∞"
      ${needed}
  /></label>`
}

function wallets({ wallets: present }: Settings): string {
  const boxes = (['apple_pay', 'google_pay', 'link'] as const).map(
    (wallet) =>
      html`<label class="check"
        ><input
          type="checkbox"
          name="wallets"
          value="${wallet}"
          data-list
          ${present.includes(wallet) ? 'checked' : ''}
        />${walletNames[wallet]}</label
      >`,
  )
  return html`<fieldset class="wide">
    <legend>Wallets on the guest’s device</legend>
    !${boxes.join('')}
  </fieldset>`
}

const walletNames = { apple_pay: 'Apple Pay', google_pay: 'Google Pay', link: 'Link' }
