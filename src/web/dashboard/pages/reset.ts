import { html } from 'ghtml'
import { dashboardMessages } from '../../messages.ts'
import { field, newPassword } from './fields.ts'
import { staffPage, type StaffView } from './frame.ts'

/** The page of whoever has forgotten the password. */
export interface ForgottenView extends StaffView {
  is_sent: boolean
  email?: string | undefined
}

/** Asks for the address; says afterwards what is to be expected, whoever asked. */
export function forgottenPage(view: ForgottenView): string {
  const { forgotten, fields } = dashboardMessages(view.locale)
  return staffPage(view, {
    heading: forgotten.heading,
    lead: view.is_sent ? undefined : forgotten.lead,
    fields: ['email'],
    main: view.is_sent
      ? html`<p class="notice" role="status">${forgotten.sent}</p>
          <p><a href="/dashboard/sign-in">${forgotten.back}</a></p>`
      : html`<form class="form" method="post" action="/dashboard/sign-in/forgotten">
          !${field(view, {
            name: 'email',
            label: fields.email,
            type: 'email',
            autocomplete: 'username',
            value: view.email,
          })}
          <button class="button">${forgotten.submit}</button>
          <p><a href="/dashboard/sign-in">${forgotten.back}</a></p>
        </form>`,
  })
}

/** The page of a link that sets another password. */
export interface ResetView extends StaffView {
  email: string
}

/** Asks for the new password; the address helps whatever fills passwords in. */
export function resetPage(view: ResetView): string {
  const { reset, fields } = dashboardMessages(view.locale)
  return staffPage(view, {
    heading: reset.heading,
    lead: reset.lead,
    fields: ['password'],
    main: html`<form class="form" method="post" action="${view.here}">
      <div class="field">
        <label for="email">${fields.email}</label>
        <input id="email" type="email" value="${view.email}" autocomplete="username" readonly />
      </div>
      !${newPassword(view, fields.password)}
      <button class="button">${reset.submit}</button>
    </form>`,
  })
}
