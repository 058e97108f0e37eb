import { html } from 'ghtml'
import { eventTypes } from '../../webhooks/event_types.ts'
import { chanceFields, choice } from './fields.ts'
import { button } from './marks.ts'

/** The form that lets webhooks go wrong. */
export function webhookSwitch(): string {
  const release = button(
    'Release held webhooks',
    [['releaseWebhooks', {}]],
    'What was held is on its way.',
  )
  return html`<form class="fields" data-control="failWebhooks" data-done="The fault is set.">
      <label class="wide"
        >Events of type<input
          name="type"
          list="event-types"
          value="payment_intent.succeeded"
          required
          autocapitalize="off"
          spellcheck="false"
      /></label>
      <datalist id="event-types">
        !${patterns.map((pattern) => html`<option value="${pattern}"></option>`).join('')}
      </datalist>
      <label class="wide">What happens !${choice(effects)}</label>
      <label class="when-timed"
        >Wait, ms<input type="number" name="delay_ms" min="1" value="10000" required
      /></label>
      <label class="when-copied"
        >Copies more<input type="number" name="copies" min="1" value="1" required
      /></label>
      <label class="when-counted"
        >Events together<input type="number" name="count" min="2" value="2" required
      /></label>
      !${chanceFields()}
      <button class="strong">Set fault on webhooks</button>
    </form>
    <div class="actions">!${release}</div>`
}

const groups = new Set(eventTypes.map((type) => `${type.slice(0, type.lastIndexOf('.'))}.*`))
const patterns = ['*', ...groups, ...eventTypes]
const effects = [
  { label: 'Never sent', value: { effect: 'drop' } },
  { label: 'Sent more than once', value: { effect: 'duplicate' }, kind: 'copied' },
  { label: 'Held until released', value: { effect: 'hold' } },
  { label: 'Late', value: { effect: 'delay' }, kind: 'timed' },
  { label: 'In another order', value: { effect: 'reorder' }, kind: 'counted' },
  { label: 'A second event for one change', value: { effect: 'second_event' } },
  { label: 'The event never comes to be', value: { effect: 'suppress' } },
  { label: 'Wrong signature', value: { effect: 'wrong_signature' } },
  { label: 'Signature too old', value: { effect: 'stale_signature' } },
]
