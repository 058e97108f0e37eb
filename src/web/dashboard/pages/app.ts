import { html } from 'ghtml'
import { dashboardMessages } from '../../messages.ts'
import { staffPage, type StaffView } from './frame.ts'

/** The page that the app draws itself into; what stands here meanwhile says that it is coming. */
export function appPage(view: StaffView): string {
  const { app } = dashboardMessages(view.locale)
  return staffPage(view, {
    heading: '',
    width: 'wide',
    main: html`<div id="app" class="app" aria-busy="true">
      <p class="dim">${app.loading}</p>
      <noscript><p class="notice notice-problem">${app.needsScript}</p></noscript>
    </div>`,
  })
}

/** What somebody finds who comes to work before the house has a venue. */
export function notYetPage(view: StaffView): string {
  const { notYet } = dashboardMessages(view.locale)
  return staffPage(view, { heading: notYet.heading, lead: notYet.lead, main: '' })
}
