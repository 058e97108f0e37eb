import type { Locator, Page } from 'playwright-core'

/** Test cards, by what becomes of them. */
export const CARD = {
  good: '4242424242424242',
  declined: '4000000000000002',
  challenged: '4000000000003220',
}

/** Says who buys, at checkout. */
export async function nameGuest(page: Page, email: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Ada')
  await page.getByLabel('E-mail').fill(email)
}

/** Types a card into Stripe's frame. */
export async function fillCard(page: Page, number: string): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]')
  await frame.locator('[name="number"]').fill(number)
  await frame.locator('[name="expiry"]').fill('12 / 34')
  await frame.locator('[name="cvc"]').fill('123')
}

/** The button that pays `amount`, before the first try. */
export function payButton(page: Page, amount: string): Locator {
  return page.getByRole('button', { name: `Pay ${amount}` })
}
