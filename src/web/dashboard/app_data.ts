import type { Permission, Role } from '../../identity/index.ts'

/** What the server hands to the dashboard's app in its data block `#dashboard-data`. */
export interface DashboardData {
  /** The language of the page, such as `en`. */
  locale: string
  /** The venue's clock and money; guests' local ones play no part. */
  time_zone: string
  currency: string
  /** Whoever owns the house sees what is left to do first. */
  is_setting_up: boolean
  member: { id: string; name: string; role: Role; can: Permission[] }
}
