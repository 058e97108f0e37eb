import { html } from 'ghtml'
import { demoMembers, demoPassword } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { field } from './fields.ts'
import { staffPage, type StaffView } from './frame.ts'

/** The page that leads in. */
export interface SignInView extends StaffView {
  /** Where somebody wanted to go. */
  next: string
  email?: string | undefined
  /** The password was just set anew. */
  is_reset?: boolean
}

/** Asks for address and password; a demo shows them, and has a button for each role. */
export function signInPage(view: SignInView): string {
  const { signIn, fields } = dashboardMessages(view.locale)
  return staffPage(view, {
    heading: signIn.heading,
    lead: signIn.lead,
    width: view.environment === 'demo' ? 'columns' : 'narrow',
    fields: ['email'],
    main: html`!${view.is_reset ? html`<p class="notice" role="status">${signIn.reset}</p>` : ''}
      <form class="form" method="post" action="/dashboard/sign-in">
        <input type="hidden" name="next" value="${view.next}" />
        !${field(view, {
          name: 'email',
          label: fields.email,
          type: 'email',
          autocomplete: 'username',
          value: view.email,
        })}
        !${field(view, {
          name: 'password',
          label: fields.password,
          type: 'password',
          autocomplete: 'current-password',
        })}
        <button class="button">${signIn.submit}</button>
        <p><a href="/dashboard/sign-in/forgotten">${signIn.forgotten}</a></p>
      </form>
      !${view.environment === 'demo' ? demo(view) : ''}`,
  })
}

function demo({ locale, next }: SignInView): string {
  const { signIn, roles, roleHints } = dashboardMessages(locale)
  const owner = demoMembers[0]?.email ?? ''
  return html`<section class="part" aria-labelledby="demo-title">
    <h2 class="rule" id="demo-title">${signIn.demo}</h2>
    <p>${signIn.demoLead(owner, demoPassword)}</p>
    <ul class="demo-roles">
      !${demoMembers.map(
        ({ email, role }) =>
          html`<li>
            <form method="post" action="/dashboard/sign-in">
              <input type="hidden" name="next" value="${next}" />
              <input type="hidden" name="email" value="${email}" />
              <input type="hidden" name="password" value="${demoPassword}" />
              <button class="button button-quiet">${signIn.demoAs(roles[role])}</button>
            </form>
            <span class="dim">${roleHints[role]}</span>
          </li>`,
      )}
    </ul>
  </section>`
}

/** Asks for the code of the second factor. */
export function codePage(view: SignInView): string {
  const { code } = dashboardMessages(view.locale)
  return staffPage(view, {
    heading: code.heading,
    lead: code.lead,
    fields: ['code'],
    main: html`<form class="form" method="post" action="/dashboard/sign-in/code">
      <input type="hidden" name="next" value="${view.next}" />
      !${field(view, {
        name: 'code',
        label: code.code,
        autocomplete: 'one-time-code',
        maxlength: 20,
      })}
      <button class="button">${code.submit}</button>
      <p><a href="/dashboard/sign-in">${code.back}</a></p>
    </form>`,
  })
}
