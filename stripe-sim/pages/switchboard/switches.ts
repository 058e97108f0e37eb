import { html } from 'ghtml'
import { button, duration } from './marks.ts'
import { badNight, goodNight } from './nights.ts'
import { requestSwitch } from './request_switch.ts'
import { settingSwitch } from './setting_switch.ts'
import type { View } from './view.ts'
import { webhookSwitch } from './webhook_switch.ts'

const hour_s = 60 * 60
const day_s = 24 * hour_s

/** All that a person can turn: every switch is a call of the control plane. */
export function switches(view: View): string {
  return html`<section id="switches" class="switches" aria-labelledby="switches-title">
    <div class="head"><h2 id="switches-title">Switches</h2></div>
    !${nightSwitch()} !${clockSwitch()} !${group('Requests', requestSwitch(), true)}
    !${group('Webhooks', webhookSwitch(), false)} !${group('Payments', holdSwitch(), false)}
    !${group('Settings', settingSwitch(view), false)} !${group('Reset', resetSwitch(), false)}
  </section>`
}

// What a person folds out stays as it is while the page renews itself.
function group(title: string, content: string, isOpen: boolean): string {
  return html`<details class="group" data-own="open" ${isOpen ? 'open' : ''}>
    <summary><h3>${title}</h3></summary>
    <div class="inside">!${content}</div>
  </details>`
}

function nightSwitch(): string {
  const bad = button('Bad night', badNight, 'A bad night has begun.', 'danger')
  const good = button('Good night', goodNight, 'Nothing goes wrong any more.')
  return html`<div class="group">
    <h3>Night</h3>
    <div class="actions">!${bad} !${good}</div>
    <p class="help">
      A tenth of all requests is answered 500 after its effect, some are cut or slow. Webhooks come
      late, twice, in another order, or never.
    </p>
  </div>`
}

function clockSwitch(): string {
  return html`<div class="group">
    <h3>Clock</h3>
    <div class="actions">
      !${moveButton(hour_s, '+1 h')} !${moveButton(day_s, '+1 day')}
      !${moveButton(7 * day_s, '+7 days')}
      <form class="joined" data-control="advanceClock" data-done="The clock was moved on.">
        <label
          ><span class="unseen">Minutes to move on</span>
          <input type="number" name="seconds" data-times="60" min="1" value="10" required /></label
        ><button>min on</button>
      </form>
    </div>
  </div>`
}

function moveButton(seconds: number, label: string): string {
  const done = `The clock was moved on by ${duration(seconds * 1000)}.`
  return button(label, [['advanceClock', { seconds }]], done)
}

function holdSwitch(): string {
  return html`<form
    class="fields in-two"
    data-control="holdPayments"
    data-done="The next ones will be held."
  >
    <label
      >How many to leave in processing<input type="number" name="times" min="1" value="1" required
    /></label>
    <button>Hold the next payments</button>
  </form>`
}

// It cannot be taken back, so it takes two deliberate steps.
function resetSwitch(): string {
  return html`<form class="fields" data-control="reset" data-done="Everything is forgotten.">
    <label class="wide check"
      ><input type="checkbox" required data-leave />Forget every payment, event and fault</label
    >
    <button class="danger">Reset the simulator</button>
  </form>`
}
