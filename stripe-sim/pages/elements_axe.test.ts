import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  bankFrame,
  cardFrame,
  expressFrame,
  heard,
  pay,
  pressPay,
  readyToPay,
  startCheckoutTest,
  typeCard,
  walletFrame,
} from '../testing/checkout_page.ts'

const { control, onPage } = await startCheckoutTest(await launch())

for (const appearance of [{ theme: 'stripe' }, { theme: 'night' }, { inputs: 'condensed' }]) {
  test(`axe finds nothing in the Payment Element: ${JSON.stringify(appearance)}`, async () => {
    const query = { elements: { appearance }, payment: { layout: 'accordion' } }
    await onPage(query, async (page) => {
      await readyToPay(page)
      await coloured(page, appearance.theme === 'night' ? '#0b0811' : '#ffffff')
      await assertAccessible(cardFrame(page))
      // And when everything is wrong.
      await pay(page)
      await assertAccessible(cardFrame(page))
    })
  })
}

test('axe finds nothing in the bank’s page, nor in the wallet and its buttons', async () => {
  await control.configure({ wallets: ['apple_pay', 'google_pay', 'link'] })
  await onPage({ express: {}, payment: {} }, async (page) => {
    await heard(page, 'ready', 'expressCheckout')
    await assertAccessible(expressFrame(page))
    await expressFrame(page).getByRole('button', { name: 'Link' }).click()
    await walletFrame(page).getByRole('dialog').waitFor()
    await assertAccessible(walletFrame(page))
    await walletFrame(page).getByRole('button', { name: 'Cancel' }).click()
    await readyToPay(page)
    await typeCard(page, '4000000000003220')
    await pressPay(page)
    await bankFrame(page).getByRole('dialog').waitFor()
    await assertAccessible(bankFrame(page))
  })
})

// Landmarks and headings, of which axe speaks besides, are the page's own affair.
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Frame = ReturnType<typeof cardFrame>

// Colours are judged against what is behind, which the frame itself does not know.
async function coloured(page: Page, background: string): Promise<void> {
  await cardFrame(page)
    .locator('html')
    .evaluate((element, colour) => {
      element.style.background = colour
    }, background)
}

async function assertAccessible(frame: Frame): Promise<void> {
  const body = frame.locator('body')
  await body.evaluate(async (element) =>
    Promise.all(element.getAnimations({ subtree: true }).map(async ({ finished }) => finished)),
  )
  await body.evaluate(axe.source)
  const { violations } = await body.evaluate(
    async (_, tags) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: tags }),
    standards,
  )
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
  assert.deepEqual(found, [])
}
