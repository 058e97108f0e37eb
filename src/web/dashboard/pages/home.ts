import { html } from 'ghtml'
import type { Member } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { placesFor, staffPage, type StaffView } from './frame.ts'

/** The first page of whoever is signed in: who they are here, and where they can go. */
export function homePage(view: StaffView & { member: Member }): string {
  const messages = dashboardMessages(view.locale)
  const { homePage: words, roles, roleHints } = messages
  const { member } = view
  const others = placesFor(member).filter(({ path }) => path !== '/dashboard')
  return staffPage(view, {
    heading: messages.home,
    lead: words.heading(member.name),
    width: 'wide',
    main: html`<section class="part" aria-labelledby="role-title">
        <h2 class="rule" id="role-title">${words.yourRole} <span>${roles[member.role]}</span></h2>
        <p class="dim">${roleHints[member.role]}</p>
      </section>
      <section class="part" aria-labelledby="places-title">
        <h2 class="rule" id="places-title">${words.places}</h2>
        <ul class="actions">
          !${others.map(
            ({ path, name }) =>
              html`<li><a class="button button-quiet" href="${path}">${messages[name]}</a></li>`,
          )}
        </ul>
      </section>`,
  })
}
