import { html } from 'ghtml'
import type { Invitation } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { field, newPassword } from './fields.ts'
import { staffPage, type StaffView } from './frame.ts'

/** The page of an invitation. */
export interface JoinView extends StaffView {
  invitation: Invitation
  typed?: { name: string; email: string } | undefined
}

/** Asks somebody who was invited for a name and a password; the first owner for an address, too. */
export function joinPage(view: JoinView): string {
  const { join, fields, roles } = dashboardMessages(view.locale)
  const { invitation, typed } = view
  const isFirst = invitation.email === null
  const role = roles[invitation.role]
  return staffPage(view, {
    heading: isFirst ? join.headingFirst : join.heading,
    lead: isFirst ? join.leadFirst : join.lead(invitation.invited_by, role),
    fields: ['name', 'email', 'password'],
    main: html`<form class="form" method="post" action="${view.here}">
      !${field(view, {
        name: 'name',
        label: fields.name,
        autocomplete: 'name',
        hint: fields.nameHint,
        value: typed?.name,
        maxlength: 100,
      })}
      !${
        isFirst
          ? field(view, {
              name: 'email',
              label: fields.email,
              type: 'email',
              autocomplete: 'username',
              value: typed?.email,
            })
          : html`<div class="field">
              <label for="email">${fields.email}</label>
              <input
                id="email"
                type="email"
                value="${invitation.email}"
                autocomplete="username"
                readonly
              />
            </div>`
      }
      !${newPassword(view, fields.password)}
      <button class="button">${join.submit}</button>
    </form>`,
  })
}
