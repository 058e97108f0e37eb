import { html } from 'ghtml'
import type { Venue } from '../../../catalog/index.ts'
import type { Environment } from '../../../kernel/index.ts'
import { may, permissions, type Member, type Permission } from '../../../identity/index.ts'
import { dashboardMessages } from '../../messages.ts'
import type { DashboardData } from '../app_data.ts'
import { dataBlock, fit, layout, type Assets } from '../../storefront/pages/index.ts'

/** What every page of the venue's own is drawn from. */
export interface StaffView {
  /** Undefined while the box office has none. */
  venue: Venue | undefined
  locale: string
  publicUrl: string
  assets: Assets
  environment: Environment
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

type PlaceName =
  | 'home'
  | 'firstSteps'
  | 'board'
  | 'door'
  | 'pending'
  | 'orders'
  | 'comps'
  | 'alerts'
  | 'failed'
  | 'plans'
  | 'close'
  | 'nights'
  | 'members'
  | 'audit'
  | 'settings'
  | 'account'

interface Place {
  path: string
  name: PlaceName
  for: Permission
  /** Of use without a venue, too. */
  isEarly?: true
}

/** What is one tap away on any screen, in the order of the menu. */
const firstPlaces: Place[] = [
  { path: '/dashboard', name: 'home', for: 'night.watch' },
  { path: '/dashboard/door', name: 'door', for: 'door.work' },
  { path: '/dashboard/alerts', name: 'alerts', for: 'alerts.handle' },
]

/** What stands in their place while the house has no venue. */
const earlyPlaces: Place[] = [
  { path: '/dashboard/first-steps', name: 'firstSteps', for: 'house.settle', isEarly: true },
]

/** Where else a member can go, by what they may do; the menu of a narrow screen folds these. */
const placeGroups: { name: 'floor' | 'sales' | 'house' | 'you'; places: Place[] }[] = [
  {
    name: 'floor',
    places: [{ path: '/dashboard/board', name: 'board', for: 'parties.read' }],
  },
  {
    name: 'sales',
    places: [
      { path: '/dashboard/pending', name: 'pending', for: 'orders.read' },
      { path: '/dashboard/orders', name: 'orders', for: 'orders.read' },
      { path: '/dashboard/comps', name: 'comps', for: 'comps.ask' },
      { path: '/dashboard/failed', name: 'failed', for: 'revenue.read' },
      { path: '/dashboard/close', name: 'close', for: 'revenue.read' },
    ],
  },
  {
    name: 'house',
    places: [
      { path: '/dashboard/nights', name: 'nights', for: 'nights.manage' },
      { path: '/dashboard/plans', name: 'plans', for: 'plans.manage' },
      { path: '/dashboard/members', name: 'members', for: 'members.manage', isEarly: true },
      { path: '/dashboard/audit', name: 'audit', for: 'audit.read' },
      { path: '/dashboard/settings', name: 'settings', for: 'house.settle' },
    ],
  },
  {
    name: 'you',
    places: [{ path: '/dashboard/account', name: 'account', for: 'account.use', isEarly: true }],
  },
]

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
    title: [heading, view.venue?.name ?? messages.title].filter(Boolean).join(' – '),
    description: messages.title,
    nav: view.member ? navigation(view, view.member) : '',
    head: view.member && data(view, view.member),
    scripts: view.member && assets.dashboardJs ? [assets.dashboardJs] : [],
    mainId: 'main',
    main: html`<main id="main" class="staff-${width}">
      !${heading ? title(heading, lead, problem && !isSaid ? problem.message : '') : ''} !${main}
    </main>`,
  })
}

/** The menu: beside the page where there is room for it, else a line and what unfolds from it. */
function navigation(view: StaffView, member: Member): string {
  const messages = dashboardMessages(view.locale)
  const groups = placeGroups.map(({ name, places }) => {
    const links = linksTo(places, view, member)
    if (!links) return ''
    return html`<section>
      <h2 id="menu-${name}">${messages.menuGroups[name]}</h2>
      <ul aria-labelledby="menu-${name}">
        !${links}
      </ul>
    </section>`
  })
  return html`<nav class="places" id="places" aria-label="${messages.menu}">
    <ul class="places-first">
      !${linksTo(view.venue ? firstPlaces : earlyPlaces, view, member)}
    </ul>
    <button class="places-button" popovertarget="menu">${messages.menu}</button>
    <div class="places-more" id="menu" popover>
      !${groups}
      <form method="post" action="/dashboard/sign-out">
        <button class="link">${messages.signOut}</button>
      </form>
    </div>
  </nav>`
}

function linksTo(places: Place[], view: StaffView, member: Member): string {
  const { here, locale, venue } = view
  const messages = dashboardMessages(locale)
  const at = here.split('?')[0]
  const open = places.filter((one) => may(member.role, one.for) && (venue || one.isEarly))
  const links = open.map(({ path, name }) => {
    const current = path === at ? html` aria-current="page"` : ''
    return html`<li><a href="${path}" !${current}>${messages[name]}</a></li>`
  })
  return links.join('')
}

function title(heading: string, lead: string | undefined, problem: string): string {
  return html`<header class="title">
    <h1 class="${fit(heading)}">${heading}</h1>
    !${lead ? html`<p class="lead">${lead}</p>` : ''}
    !${problem ? html`<p class="notice notice-problem" role="alert">${problem}</p>` : ''}
  </header>`
}

function data({ locale, venue }: StaffView, { id, name, role }: Member): string {
  const known: DashboardData = {
    locale,
    time_zone: venue?.time_zone ?? 'UTC',
    currency: venue?.currency ?? 'eur',
    is_setting_up: venue?.is_setting_up ?? false,
    member: { id, name, role, can: permissions.filter((permission) => may(role, permission)) },
  }
  return dataBlock('application/json', known, 'dashboard-data')
}
