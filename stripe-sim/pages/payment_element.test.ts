import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  cardFrame,
  heard,
  pay,
  pressPay,
  readyToPay,
  result,
  startCheckoutTest,
  typeCard,
} from '../testing/checkout_page.ts'

const { control, onPage } = await startCheckoutTest(await launch())

// The codes and sentences of Stripe.js.
const wrongCards: [what: string, card: [string, string, string], code: string, says: string][] = [
  ['nothing', ['', '', ''], 'incomplete_number', 'Your card number is incomplete.'],
  [
    'a number that is too short',
    ['4242 4242', '12 / 34', '123'],
    'incomplete_number',
    'Your card number is incomplete.',
  ],
  [
    'a wrong last digit',
    ['4242424242424241', '12 / 34', '123'],
    'invalid_number',
    'Your card number is invalid.',
  ],
  [
    'no date',
    ['4242424242424242', '', '123'],
    'incomplete_expiry',
    "Your card's expiration date is incomplete.",
  ],
  [
    'month 13',
    ['4242424242424242', '13 / 34', '123'],
    'invalid_expiry_month',
    "Your card's expiration month is invalid.",
  ],
  [
    'a past year',
    ['4242424242424242', '12 / 20', '123'],
    'invalid_expiry_year_past',
    "Your card's expiration year is in the past.",
  ],
  [
    'a year far away',
    ['4242424242424242', '12 / 99', '123'],
    'invalid_expiry_year',
    "Your card's expiration year is invalid.",
  ],
  [
    'a code of two digits',
    ['4242424242424242', '12 / 34', '12'],
    'incomplete_cvc',
    "Your card's security code is incomplete.",
  ],
]

test('each wrong input is told in Stripe’s words, under its field, and never sent', async () => {
  const before = await control.ledger()
  await onPage({}, async (page) => {
    await readyToPay(page)
    for (const [what, card, code, says] of wrongCards) {
      await fillCard(page, card)
      const { error } = await pay(page)
      assert.deepEqual(
        { type: error?.type, code: error?.code, message: error?.message },
        { type: 'validation_error', code, message: says },
        what,
      )
      const shown = await cardFrame(page).locator('.Error').allTextContents()
      assert.ok(shown.includes(says), what)
      assert.equal(await page.locator('.StripeElement--invalid').count(), 1, what)
    }
  })
  assert.equal((await control.ledger()).charges.length, before.charges.length)
})

test('a month of this year that is over is in the past', async () => {
  await onPage({}, async (page) => {
    await page.clock.setFixedTime(new Date('2033-06-15T12:00:00'))
    await readyToPay(page)
    await fillCard(page, ['4242424242424242', '05 / 33', '123'])
    const { error } = await pay(page)
    assert.deepEqual(
      [error?.code, error?.message],
      ['invalid_expiry_month_past', "Your card's expiration date is in the past."],
    )
  })
})

const written: [digits: string, shown: string, brand: string][] = [
  ['4242424242424242', '4242 4242 4242 4242', 'visa'],
  ['2223003122003222', '2223 0031 2200 3222', 'mastercard'],
  ['378282246310005', '3782 822463 10005', 'amex'],
  ['6011111111111117', '6011 1111 1111 1117', 'discover'],
  ['36227206271667', '3622 720627 1667', 'diners'],
  ['3056930009020004', '3056 9300 0902 0004', 'diners'],
  ['3566002020360505', '3566 0020 2036 0505', 'jcb'],
  ['6200000000000005', '6200 0000 0000 0005', 'unionpay'],
  ['6205500000000000004', '6205 5000 0000 0000 004', 'unionpay'],
]

test('every brand is recognised and its number written as on the card', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    const number = cardFrame(page).getByLabel('Card number')
    for (const [digits, shown, brand] of written) {
      await number.fill(digits)
      assert.equal(await number.inputValue(), shown)
      const drawn = await cardFrame(page).locator('.Brand').getAttribute('data-brand')
      assert.equal(drawn, brand, digits)
      assert.equal(await number.getAttribute('aria-invalid'), null, digits)
    }
  })
})

test('typing formats the number and the date and goes on by itself', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await cardFrame(page).getByLabel('Card number').click()
    await page.keyboard.type('4242424242424242')
    await page.keyboard.type('434')
    await page.keyboard.type('123')
    assert.deepEqual(await valuesOf(page), ['4242 4242 4242 4242', '04 / 34', '123'])
    await page.keyboard.press('Backspace')
    assert.deepEqual((await valuesOf(page)).at(2), '12')
    // A 13 that is being typed can only become January and a year.
    await cardFrame(page).getByLabel('Expiration date').fill('')
    await page.keyboard.type('13')
    assert.deepEqual((await valuesOf(page)).at(1), '01 / 3')
  })
})

test('American Express takes a code of three or of four digits', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await fillCard(page, ['378282246310005', '12 / 34', '12345'])
    assert.deepEqual((await valuesOf(page)).at(2), '1234')
    await cardFrame(page).getByLabel('Security code').fill('123')
    await changeSays(page, 'complete', true)
  })
})

test('the events say what happened, and none of them has a digit of the card', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await heard(page, 'loaderstart')
    const initial = await heard(page, 'change')
    assert.deepEqual(initial, {
      elementType: 'payment',
      empty: true,
      complete: false,
      collapsed: false,
      value: { type: 'card' },
    })
    assert.deepEqual(await heard(page, 'availablepaymentmethodschange'), {
      elementType: 'payment',
      paymentMethods: { card: { available: true } },
    })
    await typeCard(page, '4242424242424242')
    await changeSays(page, 'complete', true)
    await page.keyboard.press('Escape')
    await heard(page, 'escape')
    await page.getByRole('heading').click()
    await heard(page, 'blur')
    // Going from field to field is no leaving of the Element.
    assert.equal(await page.evaluate('heard.filter(([name]) => name === "focus").length'), 1)
    assert.equal(/4242/.test(await page.evaluate('JSON.stringify(heard)')), false)
  })
})

test('Enter in a field submits the page’s form', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    await page.keyboard.press('Enter')
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('focus, blur, clear, update and collapse do what they say', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    const number = cardFrame(page).getByLabel('Card number')
    await page.evaluate('elements.getElement("payment").focus()')
    await number.and(cardFrame(page).locator(':focus')).waitFor()
    await page.evaluate('elements.getElement("payment").blur()')
    await heard(page, 'blur')
    await typeCard(page, '4242424242424242')
    await page.evaluate('elements.getElement("payment").clear()')
    await cardFrame(page).locator('.Input--empty').nth(2).waitFor()
    await changeSays(page, 'empty', true)
    await page.evaluate('elements.getElement("payment").update({ readOnly: true })')
    await cardFrame(page).locator('input[readonly]').nth(2).waitFor()
    await page.evaluate('elements.getElement("payment").collapse()')
    await cardFrame(page).getByRole('button', { name: 'Card' }).waitFor()
    await changeSays(page, 'collapsed', true)
    assert.equal((await pay(page)).error?.code, 'incomplete_payment_details')
    await cardFrame(page).getByRole('button', { name: 'Card' }).click()
    await changeSays(page, 'collapsed', false)
    await number.waitFor()
  })
})

test('the options that a checkout may pass are taken, and none warns', async () => {
  const payment = {
    layout: {
      type: 'accordion',
      defaultCollapsed: true,
      radios: 'auto',
      spacedAccordionItems: true,
    },
    business: { name: 'A venue' },
    paymentMethodOrder: ['card'],
    fields: { billingDetails: { name: 'never', address: { country: 'auto' } } },
    defaultValues: { billingDetails: { email: 'guest@example.com' } },
    terms: { card: 'never' },
    wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
  }
  await onPage({ payment }, async (page) => {
    await readyToPay(page)
    await cardFrame(page).getByRole('button', { name: 'Card' }).click()
    await typeCard(page, '4242424242424242')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('nothing is cut off at 320 pixels, and the page does not jump', async () => {
  await onPage({}, async (page) => {
    await page.setViewportSize({ width: 320, height: 700 })
    const frame = page.locator('iframe[title="Secure payment input frame"]')
    await frame.waitFor({ state: 'attached' })
    const heightOf = async (): Promise<string> =>
      frame.evaluate((element: HTMLIFrameElement) => element.style.height)
    const before = await heightOf()
    await readyToPay(page)
    const cut = await cardFrame(page)
      .locator('.Label')
      .evaluateAll((labels) => labels.filter((each) => each.scrollWidth > each.clientWidth).length)
    assert.equal(cut, 0)
    assert.equal(await heightOf(), before)
    // What is wrong needs room, and gets it.
    await pressPay(page)
    await page.waitForFunction(
      (height) => document.querySelector('iframe')?.style.height !== height,
      before,
    )
    const { height } = (await frame.boundingBox()) ?? { height: 0 }
    const inside = await cardFrame(page)
      .locator('body')
      .evaluate((body) => body.scrollHeight)
    assert.ok(inside <= height)
  })
})

async function fillCard(page: Page, [number, expiry, cvc]: [string, string, string]) {
  const frame = cardFrame(page)
  await frame.locator('[name="number"]').fill(number)
  await frame.locator('[name="expiry"]').fill(expiry)
  await frame.locator('[name="cvc"]').fill(cvc)
}

async function valuesOf(page: Page): Promise<string[]> {
  const inputs = cardFrame(page).locator('input')
  return inputs.evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value))
}

/** Waits until the last `change` event says so. */
async function changeSays(page: Page, property: string, value: boolean): Promise<void> {
  await page.waitForFunction(
    ([name, wanted]) => {
      const { heard: events } = window as unknown as { heard: [string, Record<string, unknown>][] }
      return events.findLast(([each]) => each === 'change')?.[1][String(name)] === wanted
    },
    [property, value],
  )
}
