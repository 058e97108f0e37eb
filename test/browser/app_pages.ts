import type { Page } from 'playwright-core'
import { appPages } from '../../src/web/dashboard/app_routes.ts'

/** The app's pages that need no more than their address. */
export const appPaths = appPages.map(([path]) => path).filter((path) => !path.includes(':'))

/** Waits until a page of the dashboard is drawn, and nothing on it is still on its way. */
export async function settled(page: Page): Promise<void> {
  // Bones come with their page's heading or not at all, and what they lead on to comes in their
  // place at once.
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.bones').first().waitFor({ state: 'detached' })
}
