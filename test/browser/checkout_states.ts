import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { makeChallenge } from '../../src/checkout/proof/proof.ts'
import { CARD } from '../steps.ts'
import { openLoading, type Ending, type OpenCheckout } from './client_checkout.ts'
import type { PageOptions } from './client_page.ts'

/** One state of the checkout page, for tickets and for a VIP table alike. */
export interface CheckoutState {
  name: string
  options?: PageOptions
  /** What happens to the page before it is loaded. */
  prepare?: (page: Page) => Promise<unknown>
  card?: string
  /** Brings a page that is filled in into the state. */
  enter?: (checkout: OpenCheckout) => Promise<unknown>
  /** The sentence by which a guest knows it. */
  shown: string | RegExp
  /** All that is spoken on the way, each once. */
  spoken: RegExp[]
  /** What has the focus. */
  focus: string
}

const PAY = '.pay'
const OVERLAY = '.overlay'
const NOTHING = 'body'

const PAYING = /^Processing your payment… Please keep this page open\.$/
const NOT_PAID = /^Not paid yet, held until \d\d:\d\d$/
const CHECKING_TITLE = 'Checking with your bank. You will not be charged twice.'
const CHECKING = /^Checking with your bank\. .* This page finds out by itself\.$/
const FAILED = 'Payment failed. Please try again.'
const FORM_NOT_LOADED = 'The payment form could not be loaded.'
const toast = (text: string) => new RegExp(`^Notifications ${text}.*Retry$`)

/** Long enough for what is asked meanwhile on a clock that is moved by hand. */
const LONG = { held_seconds: 900 }

/** Every state that a guest at checkout may see. */
export const checkoutStates: CheckoutState[] = [
  { name: 'the form', shown: 'Your details', spoken: [], focus: NOTHING },
  {
    name: 'the form with wallets',
    options: { wallets: ['apple_pay', 'google_pay', 'link'] },
    shown: 'or pay another way',
    spoken: [],
    focus: NOTHING,
  },
  {
    name: 'something to be mended',
    enter: async (checkout) => {
      await checkout.page.getByLabel('Name', { exact: true }).fill('')
      await checkout.page.getByLabel('E-mail').fill('ada')
      await pay(checkout)
    },
    shown: 'Enter an e-mail address such as ada@example.com.',
    spoken: [],
    focus: '[name=name]',
  },
  {
    name: 'paying',
    enter: answerNever('**/guest'),
    shown: 'Processing your payment…',
    spoken: [PAYING],
    focus: OVERLAY,
  },
  {
    name: 'working for a further try',
    enter: async (checkout) => {
      const challenge = await makeChallenge('of nobody', 'try', 2)
      checkout.till.script('POST /payment', { body: { state: 'proof_needed', challenge } })
      const worked = checkout.page.waitForRequest((request) => isProof(request.postData()))
      await checkout.page.route('**/payment', (route) =>
        isProof(route.request().postData()) ? undefined : route.continue(),
      )
      await pay(checkout)
      await worked
    },
    shown: 'Processing your payment…',
    spoken: [PAYING],
    focus: OVERLAY,
  },
  {
    name: 'the bank asks',
    card: CARD.challenged,
    enter: async (checkout) => {
      await pay(checkout)
      const challenge = checkout.page.frameLocator('body > iframe')
      await challenge.locator('#test-source-authorize-3ds').waitFor()
      await checkout.page.locator('.overlay[data-aside]').waitFor()
    },
    shown: 'Processing your payment…',
    spoken: [PAYING],
    focus: 'body > iframe, .overlay',
  },
  {
    name: 'declined',
    card: CARD.declined,
    enter: pay,
    shown: FAILED,
    spoken: [PAYING, NOT_PAID, toast('Payment failed\\. Please try again\\.')],
    focus: PAY,
  },
  {
    name: 'an outcome that nobody knows',
    enter: (checkout) => payInTheDark(checkout, 'silent'),
    shown: CHECKING_TITLE,
    spoken: [PAYING, CHECKING],
    focus: OVERLAY,
  },
  {
    name: 'the end of the hold while the outcome is unknown',
    options: LONG,
    prepare: startClock,
    enter: async (checkout) => {
      await payInTheDark(checkout, 'silent')
      await checkout.page.clock.fastForward(901_000)
    },
    shown: CHECKING_TITLE,
    spoken: [PAYING, CHECKING],
    focus: OVERLAY,
  },
  {
    name: 'an outcome that could not be found out',
    options: LONG,
    prepare: startClock,
    enter: async (checkout) => {
      await payInTheDark(checkout, 'away')
      await passUntil(checkout.page, 'We could not reach your bank yet.')
    },
    shown: 'We could not reach your bank yet.',
    spoken: [
      PAYING,
      CHECKING,
      /^Checking [^.]*\. You will not be charged twice\. We [^.]* yet\. Your order page has the answer\.$/,
    ],
    focus: OVERLAY,
  },
  {
    name: 'not charged',
    options: LONG,
    prepare: startClock,
    enter: async (checkout) => {
      await payInTheDark(checkout, 'answering')
      await passUntil(checkout.page, 'You were not charged.')
    },
    shown: 'You were not charged. You can try again.',
    spoken: [PAYING, CHECKING, NOT_PAID, toast('You were not charged')],
    focus: PAY,
  },
  {
    name: 'a bank that takes its time',
    enter: async (checkout) => {
      await checkout.till.sim.control.holdPayments()
      await payAndStay(checkout)
    },
    shown: CHECKING_TITLE,
    spoken: [PAYING, CHECKING],
    focus: OVERLAY,
  },
  {
    name: 'paid',
    enter: payAndStay,
    shown: /^Paid\. Taking you to your (tickets|booking)…$/,
    spoken: [PAYING, /^Paid\. Taking you to your (tickets|booking)…$/],
    focus: OVERLAY,
  },
  {
    name: 'nothing to pay any more',
    enter: async (checkout) => {
      checkout.till.script('POST /payment', { status: 409, body: { code: 'booking_over' } })
      await payAndStay(checkout)
    },
    shown: 'There is nothing to pay any more. Taking you on…',
    spoken: [PAYING, /^There is nothing to pay any more\. Taking you on…$/],
    focus: OVERLAY,
  },
  {
    name: 'the last minute, with more time on offer',
    options: { held_seconds: 55 },
    shown: 'I need more time',
    spoken: [/^Less than 1:00 left\./],
    focus: NOTHING,
  },
  {
    name: 'the hold is over',
    enter: async (checkout) => {
      checkout.till.script('POST /payment', { body: { state: 'expired' } })
      await pay(checkout)
    },
    shown: 'Your time to pay has run out',
    spoken: [PAYING],
    focus: '.hold-over h1',
  },
  {
    name: 'Stripe cannot be asked',
    enter: async (checkout) => {
      const down = { status: 503, body: { code: 'stripe_unreachable' } }
      checkout.till.script('POST /payment', down, down, down)
      await pay(checkout)
    },
    shown: 'We cannot reach the bank right now.',
    spoken: [PAYING, NOT_PAID, toast('We cannot reach the bank')],
    focus: PAY,
  },
  {
    name: 'offline',
    enter: ({ page }) => page.context().setOffline(true),
    shown: 'You are offline.',
    spoken: [/^You are offline\./],
    focus: '.card iframe',
  },
  {
    name: 'offline when Pay is pressed',
    enter: async (checkout) => {
      await checkout.page.context().setOffline(true)
      await checkout.page.getByText('You are offline').first().waitFor()
      await pay(checkout)
      await checkout.page.locator('.toast').waitFor()
    },
    shown: 'You are offline.',
    spoken: [/^You are offline\./, toast('You are offline')],
    focus: PAY,
  },
  {
    name: 'Stripe.js does not come',
    prepare: (page) => page.route('**/v3/stripe.js', (route) => route.abort()),
    shown: FORM_NOT_LOADED,
    spoken: [toast(FORM_NOT_LOADED)],
    focus: NOTHING,
  },
  {
    name: 'Stripe.js says nothing for 15 s',
    prepare: async (page) => {
      await page.clock.install()
      await page.route('**/v3/stripe.js*', () => {})
      page.once('domcontentloaded', () => void page.clock.runFor(15_500))
    },
    shown: FORM_NOT_LOADED,
    spoken: [toast(FORM_NOT_LOADED)],
    focus: NOTHING,
  },
  {
    name: 'the field for the card does not come',
    prepare: (page) => page.route('**/v3/elements/payment.html', (route) => route.abort()),
    shown: FORM_NOT_LOADED,
    spoken: [toast(FORM_NOT_LOADED)],
    focus: NOTHING,
  },
]

/**
 * Opens a checkout and brings it into a state. Its time stands still, where the state does not need
 * it to pass, and nobody looks at its tab: so no toast goes, and nothing else is said, however long
 * somebody takes to look at it.
 */
export async function openState(
  t: Ending,
  browser: Browser,
  state: CheckoutState,
  kind: 'ga' | 'vip',
  screen: BrowserContextOptions,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<OpenCheckout> {
  const checkout = await openLoading(
    t,
    browser,
    { kind, ...state.options },
    screen,
    async (page) => {
      await page.addInitScript(hideTab)
      await prepare(page)
      if (state.prepare) await state.prepare(page)
      else await page.clock.setFixedTime(new Date())
    },
  )
  await checkout.page.locator('.till-form').waitFor()
  if (state.enter) await checkout.fill(state.card ?? CARD.good)
  await state.enter?.(checkout)
  await checkout.page.getByText(state.shown).filter({ visible: true }).first().waitFor()
  return checkout
}

/** Headless Chromium never hides a tab, so the page is told what a hidden tab tells it. */
function hideTab(): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: true })
}

function startClock(page: Page): Promise<void> {
  return page.clock.install()
}

function pay({ page }: OpenCheckout): Promise<void> {
  return page.getByRole('button', { name: 'Pay €48' }).click()
}

/** Pays, and what is asked of this address stays without an answer. */
function answerNever(url: string): (checkout: OpenCheckout) => Promise<void> {
  return async (checkout) => {
    await checkout.page.route(url, () => {})
    await pay(checkout)
  }
}

/** Pays, and the page that the guest is taken to does not come: the browser stays on this one. */
async function payAndStay(checkout: OpenCheckout): Promise<void> {
  await checkout.page.route('**/orders/ord_1/secret', (route) => route.fulfill({ status: 204 }))
  await pay(checkout)
}

/** Pays, and the line is lost before the charge; then our server is silent, away, or answers. */
async function payInTheDark(
  checkout: OpenCheckout,
  server: 'silent' | 'away' | 'answering',
): Promise<void> {
  const { page, till } = checkout
  const away = Array.from({ length: 12 }, () => ({ status: 503, body: {} }))
  await page.route('**/confirm', async (route) => {
    if (server === 'away') till.script('POST /payment', ...away)
    if (server === 'silent') await page.route('**/payment', () => {})
    await route.abort('connectionreset')
  })
  await pay(checkout)
  await page.getByText(CHECKING_TITLE).first().waitFor()
}

/** Time goes on, a second at a time, for what is asked on the way is answered meanwhile. */
async function passUntil(page: Page, shown: string): Promise<void> {
  const sentence = page.getByText(shown).first()
  for (let seconds = 0; seconds < 120 && !(await sentence.isVisible()); seconds++)
    await page.clock.runFor(1000)
}

function isProof(sent: string | null): boolean {
  return sent?.includes('"proof"') ?? false
}
