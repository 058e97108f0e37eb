import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { TonightPage } from '../tonight/tonight_page.tsx'

/** A page of the app: `:id` in its path comes to it as `params.id`. */
interface AppPage {
  path: string
  component: ComponentType<{ params: { id: string } }> | LazyExoticComponent<ComponentType>
}

/** The first screen comes with the app; the others when somebody goes there. */
export const pages: AppPage[] = [
  { path: '/dashboard', component: TonightPage },
  { path: '/dashboard/board', component: lazy(() => import('../board/board_page.tsx')) },
  { path: '/dashboard/door', component: lazy(() => import('../door/door_page.tsx')) },
  { path: '/dashboard/failed', component: lazy(() => import('../failed/failed_page.tsx')) },
  { path: '/dashboard/close', component: lazy(() => import('../close/close_page.tsx')) },
  { path: '/dashboard/alerts', component: lazy(() => import('../alerts/alerts_page.tsx')) },
  {
    path: '/dashboard/nights/:id/cancellation',
    component: lazy(() => import('../calloff/calloff_page.tsx')),
  },
  {
    path: '/dashboard/nights/:id/tables',
    component: lazy(() => import('../terms/terms_page.tsx')),
  },
  { path: '/dashboard/nights/:id', component: lazy(() => import('../nights/night_page.tsx')) },
  { path: '/dashboard/nights', component: lazy(() => import('../nights/nights_page.tsx')) },
  {
    path: '/dashboard/orders/:id/preview',
    component: lazy(() => import('../guest/preview_page.tsx')),
  },
  { path: '/dashboard/orders/:id', component: lazy(() => import('../desk/order_page.tsx')) },
  { path: '/dashboard/orders', component: lazy(() => import('../orders/orders_page.tsx')) },
  {
    path: '/dashboard/first-steps',
    component: lazy(() => import('../first_steps/first_steps_page.tsx')),
  },
  { path: '/dashboard/settings', component: lazy(() => import('../settings/venue_page.tsx')) },
  { path: '/dashboard/settings/mail', component: lazy(() => import('../settings/mail_page.tsx')) },
  {
    path: '/dashboard/settings/prices',
    component: lazy(() => import('../settings/prices_page.tsx')),
  },
  {
    path: '/dashboard/settings/guests',
    component: lazy(() => import('../guest/guests_page.tsx')),
  },
  {
    path: '/dashboard/settings/preview',
    component: lazy(() => import('../guest/samples_page.tsx')),
  },
  {
    path: '/dashboard/settings/stripe',
    component: lazy(() => import('../settings/stripe_page.tsx')),
  },
  { path: '/dashboard/plans/:id', component: lazy(() => import('../plan/plan_page.tsx')) },
  { path: '/dashboard/plans', component: lazy(() => import('../plan/plans_page.tsx')) },
  { path: '/dashboard/comps', component: lazy(() => import('../comps/comps_page.tsx')) },
  { path: '/dashboard/audit', component: lazy(() => import('../audit/audit_page.tsx')) },
  { path: '/dashboard/pending', component: lazy(() => import('../pending/pending_page.tsx')) },
]

/** Is the path one of the app's own, or a page that the server draws? */
export function isOfApp(path: string): boolean {
  return pages.some((page) => page.path === path)
}
