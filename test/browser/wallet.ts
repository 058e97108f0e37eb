import type { FrameLocator, Page } from 'playwright-core'

/** A card in the simulator's wallet that its bank declines. */
export const declinedCard = 'Visa •••• 0002'

/** Where Stripe shows the wallets' buttons. */
export const buttons = (page: Page): FrameLocator => page.frameLocator('.wallets iframe')

/** The open wallet. */
export const wallet = (page: Page): FrameLocator =>
  page.frameLocator('body > iframe[title="Test wallet"]')

/** Opens the wallet. */
export async function openWallet(page: Page): Promise<void> {
  await buttons(page).getByRole('button', { name: 'Apple Pay' }).click()
  await wallet(page).getByRole('dialog').waitFor()
}

/** Says yes in the wallet, with one of its cards. */
export async function payWithWallet(page: Page, card = 'Visa •••• 4242'): Promise<void> {
  await wallet(page).getByRole('radio', { name: card }).check()
  await wallet(page).getByRole('button', { name: 'Pay' }).click()
}
