import { html } from 'ghtml'
import { PASSWORD_LENGTH } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import type { StaffView } from './frame.ts'

/** An input with its label, and with what is wrong with it. */
interface Field {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  /** What a browser or a password manager fills in. */
  autocomplete: string
  value?: string | undefined
  hint?: string | undefined
  /** Makes the id of inputs differ whose names do not. */
  of?: string
  maxlength?: number
  inputmode?: 'numeric' | 'text' | undefined
}

/** Draws a field; a problem of its name is said below it. */
export function field({ problem }: StaffView, it: Field): string {
  const { name, label, type = 'text', maxlength = 200 } = it
  const id = it.of ? `${it.of}-${name}` : name
  const fault = problem?.field === name ? problem.message : undefined
  const about = [it.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${name}"
      type="${type}"
      autocomplete="${it.autocomplete}"
      maxlength="${maxlength}"
      value="${it.value ?? ''}"
      required
      !${it.inputmode ? html` inputmode="${it.inputmode}"` : ''}
      !${about ? html` aria-describedby="${about}"` : ''}
      !${fault ? html` aria-invalid="true"` : ''}
    />
    !${it.hint ? html`<p class="field-hint" id="${id}-hint">${it.hint}</p>` : ''}
    !${fault ? html`<p class="field-fault" id="${id}-fault" role="alert">${fault}</p>` : ''}
  </div>`
}

/** The field of a password that is chosen. */
export function newPassword(view: StaffView, label: string): string {
  const { fields } = dashboardMessages(view.locale)
  return field(view, {
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'new-password',
    hint: fields.passwordHint(PASSWORD_LENGTH.min),
  })
}

/** The password that somebody has, asked for once more; a fault is told in the form it came of. */
export function currentPassword(view: StaffView, of: string, askedOf: string | undefined): string {
  const { accountPage } = dashboardMessages(view.locale)
  return field(of === askedOf ? view : { ...view, problem: undefined }, {
    name: 'current',
    label: accountPage.current,
    type: 'password',
    autocomplete: 'current-password',
    of,
  })
}
