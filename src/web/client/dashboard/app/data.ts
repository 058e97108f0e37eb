import type { DashboardData } from '../../../dashboard/app_data.ts'

export type { DashboardData }

/** Reads the page's data block; throws when the page has none, for then nobody is signed in. */
export function readDashboardData(page: Document): DashboardData {
  const block = page.getElementById('dashboard-data')
  if (!block?.textContent) throw new Error('The page has no #dashboard-data.')
  return JSON.parse(block.textContent) as DashboardData
}
