import { html } from 'ghtml'
import type { Member, Session } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { formatMoment } from '../../storefront/pages/dates.ts'
import { qrSvg } from '../../storefront/documents/qr.ts'
import { browserName } from './browser_name.ts'
import { currentPassword, field, newPassword } from './fields.ts'
import { staffPage, type StaffView } from './frame.ts'

/** A member's own account. */
export interface AccountView extends StaffView {
  member: Member
  sessions: Session[]
  /** The session that asks. */
  session_id: string
  /** Something was done just now. */
  is_saved: boolean
  /** What an authenticator app is being set up with; `again` where only its code is asked for. */
  setup?: { uri: string; backup_codes: string[] } | 'again' | undefined
  /** The form that was sent in just now, where the page has more than one that asks for that. */
  sent?: 'change' | 'second' | undefined
}

const PATH = '/dashboard/account'

/** Name, password, second factor and sessions, each a form of its own. */
export function accountPage(view: AccountView): string {
  const { accountPage: words } = dashboardMessages(view.locale)
  const saved = view.is_saved ? html`<p class="notice" role="status">${words.saved}</p>` : ''
  return staffPage(view, {
    heading: words.heading,
    lead: view.member.email,
    width: 'columns',
    fields: ['name', 'password', 'code', 'current'],
    main: html`!${saved}
    !${view.setup ? setup(view, view.setup) : html`!${name(view)}!${password(view)}!${second(view)}`}
    !${sessions(view)}`,
  })
}

function part(id: string, heading: string, content: string): string {
  return html`<section class="part" aria-labelledby="${id}-title">
    <h2 class="rule" id="${id}-title">${heading}</h2>
    !${content}
  </section>`
}

function name(view: AccountView): string {
  const { accountPage: words, fields } = dashboardMessages(view.locale)
  const { name: value } = view.member
  return part(
    'name',
    words.name,
    html`<form class="form" method="post" action="${PATH}/name">
      !${field(view, {
        name: 'name',
        label: fields.name,
        autocomplete: 'name',
        hint: fields.nameHint,
        maxlength: 100,
        value,
      })}
      <button class="button button-quiet">${words.saveName}</button>
    </form>`,
  )
}

function password(view: AccountView): string {
  const { accountPage: words } = dashboardMessages(view.locale)
  return part(
    'password',
    words.password,
    html`<form class="form" method="post" action="${PATH}/password">
      !${currentPassword(view, 'change', view.sent)} !${newPassword(view, words.wanted)}
      <p class="field-hint">${words.passwordNote}</p>
      <button class="button button-quiet">${words.savePassword}</button>
    </form>`,
  )
}

function second(view: AccountView): string {
  const { accountPage: words } = dashboardMessages(view.locale)
  const isOn = view.member.two_factor_enabled
  return part(
    'second',
    words.second,
    html`<p>${isOn ? words.secondOn : words.secondOff}</p>
      <form class="form" method="post" action="${PATH}/second-factor${isOn ? '/removal' : ''}">
        !${currentPassword(view, 'second', view.sent)}
        <button class="button button-quiet">${isOn ? words.secondRemove : words.secondAdd}</button>
      </form>`,
  )
}

function setup(view: AccountView, made: NonNullable<AccountView['setup']>): string {
  const { accountPage: words } = dashboardMessages(view.locale)
  const form = html`<form class="form" method="post" action="${PATH}/second-factor/confirmation">
    !${field(view, {
      name: 'code',
      label: words.setupConfirm,
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      maxlength: 10,
    })}
    <button class="button">${words.setupSubmit}</button>
  </form>`
  if (made === 'again')
    return part(
      'setup',
      words.second,
      html`<p>${words.setupAgain}</p>
        !${form}`,
    )
  const key = new URL(made.uri).searchParams.get('secret') ?? ''
  return part(
    'setup',
    words.second,
    html`<p>${words.setupLead}</p>
      <div class="setup">
        !${qrSvg(made.uri, words.setupCode)}
        <div>
          <p><strong>${words.setupKey}</strong></p>
          <p class="secret">${key.match(/.{1,4}/g)?.join(' ') ?? ''}</p>
        </div>
      </div>
      <h3>${words.backup}</h3>
      <p>${words.backupLead}</p>
      <ul class="codes">
        !${made.backup_codes.map((code) => html`<li class="secret">${code}</li>`)}
      </ul>
      !${form}`,
  )
}

function sessions(view: AccountView): string {
  const { accountPage: words } = dashboardMessages(view.locale)
  const rows = view.sessions.map(({ id, user_agent, created_at }) => {
    const zone = view.venue?.time_zone ?? 'UTC'
    const since = words.since(formatMoment(created_at, view.locale, zone))
    const browser = browserName(user_agent) ?? words.someBrowser
    const isHere = id === view.session_id
    const end = html`<form method="post" action="${PATH}/sessions/${id}/end">
      <button class="link" aria-label="${words.endSession}: ${browser}, ${since}">
        ${words.endSession}
      </button>
    </form>`
    return html`<li>
      <span><strong>${browser}</strong> <span class="dim">${since}</span></span>
      !${isHere ? html`<span class="tag">${words.thisOne}</span>` : end}
    </li>`
  })
  return part(
    'sessions',
    words.sessions,
    html`<ul class="list">
      !${rows}
    </ul>`,
  )
}
