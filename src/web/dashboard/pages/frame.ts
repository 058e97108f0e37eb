import { html } from 'ghtml'
import type { Venue } from '../../../catalog/index.ts'
import { may, type Member, type Permission } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { fit, layout, type Assets } from '../../storefront/pages/index.ts'

/** What every page of the venue's own is drawn from. */
export interface StaffView {
  /** Undefined while the box office has none. */
  venue: Venue | undefined
  locale: string
  publicUrl: string
  assets: Assets
  demo: boolean
  here: string
  /** Who is signed in; undefined on the pages that lead in. */
  member?: Member | undefined
  /** Why what was just asked for was not done; said on top, or at its field. */
  problem?: { field: string; message: string } | undefined
}

interface Content {
  /** The page's heading. */
  heading: string
  lead?: string | undefined
  /** Finished HTML. */
  main: string
  /** The width that its parts may take. */
  width?: 'narrow' | 'wide' | 'columns'
  /** Fields that say themselves what is wrong with them. */
  fields?: string[]
}

/** Where a member can go, by what they may do. The next parts of the dashboard stand here, too. */
export const places: { path: string; name: 'home' | 'members' | 'account'; for: Permission }[] = [
  { path: '/dashboard', name: 'home', for: 'account.use' },
  { path: '/dashboard/members', name: 'members', for: 'members.manage' },
  { path: '/dashboard/account', name: 'account', for: 'account.use' },
]

/** The places that a member may go to. */
export function placesFor({ role }: Member): typeof places {
  return places.filter((place) => may(role, place.for))
}

/** A page of the venue's own, in the house's frame. */
export function staffPage(view: StaffView, content: Content): string {
  const messages = dashboardMessages(view.locale)
  const { heading, lead, main, width = 'narrow', fields = [] } = content
  const { assets, problem } = view
  const isSaid = problem && fields.includes(problem.field)
  return layout({
    ...view,
    assets: { ...assets, css: assets.dashboardCss ?? assets.css },
    kind: 'staff',
    title: `${heading} – ${view.venue?.name ?? messages.title}`,
    description: messages.title,
    nav: view.member ? navigation(view, view.member) : '',
    mainId: 'main',
    main: html`<main id="main" class="staff-${width}">
      <header class="title">
        <h1 class="${fit(heading)}">${heading}</h1>
        !${lead ? html`<p class="lead">${lead}</p>` : ''}
        !${problem && !isSaid ? html`<p class="notice notice-problem" role="alert">${problem.message}</p>` : ''}
      </header>
      !${main}
    </main>`,
  })
}

function navigation({ here, locale }: StaffView, member: Member): string {
  const messages = dashboardMessages(locale)
  const at = here.split('?')[0]
  const links = placesFor(member).map(({ path, name }) => {
    const current = path === at ? html` aria-current="page"` : ''
    return html`<li><a href="${path}" !${current}>${messages[name]}</a></li>`
  })
  return html`<nav class="places" aria-label="${messages.menu}">
    <ul>
      !${links}
    </ul>
    <form method="post" action="/dashboard/sign-out">
      <button class="link">${messages.signOut}</button>
    </form>
  </nav>`
}
