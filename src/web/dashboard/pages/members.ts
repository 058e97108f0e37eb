import { html } from 'ghtml'
import { roles, type Invitation, type Member, type Role } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { formatMoment } from '../../storefront/pages/dates.ts'
import { field } from './fields.ts'
import { staffPage, type StaffView } from './frame.ts'

/** Who works here, as an owner sees it. */
export interface MembersView extends StaffView {
  member: Member
  members: Member[]
  invitations: Invitation[]
  /** An invitation was sent just now. */
  is_invited: boolean
  typed?: { email: string; role: Role } | undefined
}

const PATH = '/dashboard/members'

/** Members with their roles, who is invited, and the way to invite. */
export function membersPage(view: MembersView): string {
  const { membersPage: words } = dashboardMessages(view.locale)
  const { members, invitations } = view
  return staffPage(view, {
    heading: words.heading,
    width: 'wide',
    fields: ['email'],
    main: html`<section class="part" aria-labelledby="members-title">
        <h2 class="rule" id="members-title">${words.heading} <span>${members.length}</span></h2>
        !${view.is_invited ? html`<p class="notice" role="status">${words.invited}</p>` : ''}
        <ul class="list">
          !${members.map((member) => row(view, member))}
        </ul>
      </section>
      !${invitations.length > 0 ? open(view) : ''} !${inviteForm(view)}`,
  })
}

function row(view: MembersView, member: Member): string {
  const { membersPage: words, roles: names } = dashboardMessages(view.locale)
  const isSelf = member.id === view.member.id
  return html`<li>
    <span class="who">
      <strong>${member.name}</strong>
      !${isSelf ? html`<span class="tag">${words.you}</span>` : ''}
      !${member.two_factor_enabled ? html`<span class="tag tag-off">${words.withCode}</span>` : ''}
      <span class="dim">${member.email}</span>
    </span>
    <form class="change" method="post" action="${PATH}/${member.id}/role">
      !${roleChoice(member.role, names, words.changeRole(member.name), `role-${member.id}`)}
      <button class="button button-quiet">${words.save}</button>
    </form>
    <details>
      <summary>${words.remove(member.name)}</summary>
      <form class="change" method="post" action="${PATH}/${member.id}/removal">
        <p>${words.removeAsk(member.name)}</p>
        <button class="button button-quiet">${words.removeYes}</button>
      </form>
    </details>
  </li>`
}

function roleChoice(current: Role, names: Record<Role, string>, label: string, id: string) {
  return html`<label class="hidden" for="${id}">${label}</label>
    <select id="${id}" name="role">
      !${roles.map((role) => {
        const selected = role === current ? html` selected` : ''
        return html`<option value="${role}" !${selected}>${names[role]}</option>`
      })}
    </select>`
}

function open(view: MembersView): string {
  const { membersPage: words, roles: names } = dashboardMessages(view.locale)
  const zone = view.venue?.time_zone ?? 'UTC'
  return html`<section class="part" aria-labelledby="open-title">
    <h2 class="rule" id="open-title">${words.open}</h2>
    <ul class="list">
      !${view.invitations.map(
        ({ id, email, role, expires_at }) =>
          html`<li>
            <span class="who">
              <strong>${email}</strong>
              <span class="dim"
                >${names[role]}, ${words.until(formatMoment(expires_at, view.locale, zone))}</span
              >
            </span>
            <form method="post" action="${PATH}/invitations/${id}/withdrawal">
              <button class="link" aria-label="${words.withdraw}: ${email}">
                ${words.withdraw}
              </button>
            </form>
          </li>`,
      )}
    </ul>
  </section>`
}

function inviteForm(view: MembersView): string {
  const { membersPage: words, fields, roles: names, roleHints } = dashboardMessages(view.locale)
  const chosen = view.typed?.role ?? 'door'
  return html`<section class="part" aria-labelledby="invite-title">
    <h2 class="rule" id="invite-title">${words.invite}</h2>
    <form class="form" method="post" action="${PATH}/invitations">
      !${field(view, {
        name: 'email',
        label: fields.email,
        type: 'email',
        autocomplete: 'off',
        value: view.typed?.email,
      })}
      <fieldset class="role-choices">
        <legend>${fields.role}</legend>
        !${roles.map((role) => {
          const checked = role === chosen ? html` checked` : ''
          return html`<label>
            <input type="radio" name="role" value="${role}" !${checked} />
            <span><strong>${names[role]}</strong> <span class="dim">${roleHints[role]}</span></span>
          </label>`
        })}
      </fieldset>
      <button class="button">${words.inviteSubmit}</button>
    </form>
  </section>`
}
