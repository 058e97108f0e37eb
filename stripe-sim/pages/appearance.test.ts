import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  cardFrame,
  pay,
  readyToPay,
  startCheckoutTest,
  typeCard,
} from '../testing/checkout_page.ts'

const { onPage } = await startCheckoutTest(await launch())

test('each variable is drawn where it belongs', async () => {
  const variables = {
    colorBackground: 'rgb(1, 2, 3)',
    colorText: 'rgb(4, 5, 6)',
    colorDanger: 'rgb(7, 8, 9)',
    colorTextSecondary: 'rgb(10, 11, 12)',
    colorTextPlaceholder: 'rgb(13, 14, 15)',
    colorPrimary: 'rgb(16, 17, 18)',
    iconColor: 'rgb(19, 20, 21)',
    fontFamily: 'Georgia',
    fontSizeBase: '20px',
    fontSizeSm: '13px',
    fontWeightNormal: '300',
    borderRadius: '9px',
    spacingUnit: '6px',
    gridRowSpacing: '31px',
    gridColumnSpacing: '17px',
    labelSpacing: '11px',
  }
  await onPage({ elements: { appearance: { theme: 'stripe', variables } } }, async (page) => {
    await readyToPay(page)
    await pay(page)
    const look = {
      ...(await styleOf(page, '[name="cvc"]', 'backgroundColor', 'borderRadius', 'padding')),
      ...(await styleOf(page, '#card', 'rowGap', 'columnGap')),
      ...(await styleOf(page, '.Label', 'color', 'fontSize', 'fontWeight', 'marginBottom')),
    }
    assert.deepEqual(look, {
      backgroundColor: 'rgb(1, 2, 3)',
      borderRadius: '9px',
      padding: '18px 44px 18px 18px',
      rowGap: '31px',
      columnGap: '17px',
      color: 'rgb(10, 11, 12)',
      fontSize: '13px',
      fontWeight: '300',
      marginBottom: '11px',
    })
    assert.deepEqual(await styleOf(page, '.Error', 'color'), { color: 'rgb(7, 8, 9)' })
    assert.deepEqual(await styleOf(page, 'body', 'fontFamily', 'fontSize'), {
      fontFamily: 'Georgia',
      fontSize: '20px',
    })
    await typeCard(page, '4242424242424242')
    assert.deepEqual(await styleOf(page, '[name="number"]', 'color'), { color: 'rgb(4, 5, 6)' })
    const focused = await styleOf(page, '[name="cvc"]', 'borderColor')
    assert.deepEqual(focused, { borderColor: 'rgb(16, 17, 18)' })
    const placeholder = await cardFrame(page)
      .locator('[name="cvc"]')
      .evaluate((input) => getComputedStyle(input, '::placeholder').color)
    assert.equal(placeholder, 'rgb(13, 14, 15)')
    assert.deepEqual(await styleOf(page, '.Hint .code', 'fill'), { fill: 'rgb(19, 20, 21)' })
  })
})

test('variables refer to each other, and old names still count', async () => {
  const variables = {
    colorPrimary: 'rgb(1, 2, 3)',
    colorText: 'var(--colorPrimary)',
    spacingGridRow: '29px',
  }
  const rules = { '.Label': { color: 'var(--colorPrimary)' } }
  await onPage({ elements: { appearance: { variables, rules } } }, async (page) => {
    await readyToPay(page)
    const look = {
      ...(await styleOf(page, '.Input', 'color')),
      ...(await styleOf(page, '#card', 'rowGap')),
    }
    assert.deepEqual(look, { color: 'rgb(1, 2, 3)', rowGap: '29px' })
    assert.deepEqual(await styleOf(page, '.Label', 'color'), { color: 'rgb(1, 2, 3)' })
  })
})

test('each theme has its own colours', async () => {
  for (const [theme, backgroundColor] of [
    ['stripe', 'rgb(255, 255, 255)'],
    ['night', 'rgb(48, 49, 61)'],
    ['flat', 'rgb(241, 241, 241)'],
  ]) {
    await onPage({ elements: { appearance: { theme } } }, async (page) => {
      await readyToPay(page)
      assert.deepEqual(await styleOf(page, '.Input', 'backgroundColor'), { backgroundColor })
    })
  }
})

test('rules reach the public classes with their states', async () => {
  const rules = {
    '.Input, .Block': { borderTopWidth: '3px' },
    '.Input--invalid': { color: 'rgb(1, 2, 3)', boxShadow: 'none' },
    '.Input:focus': { borderTopColor: 'rgb(4, 5, 6)' },
    '.Label--invalid': { textTransform: 'uppercase' },
    '.Error': { fontWeight: '700' },
    '.AccordionItem--selected': { letterSpacing: '2px' },
    '.TabLabel': { textDecoration: 'underline' },
    '.TermsText': { color: 'red' },
  }
  const query = { elements: { appearance: { rules } }, payment: { layout: 'accordion' } }
  await onPage(query, async (page) => {
    await readyToPay(page)
    await pay(page)
    const look = {
      ...(await styleOf(page, '[name="cvc"]', 'borderTopWidth', 'color')),
      ...(await styleOf(page, '[name="number"]', 'borderTopColor', 'boxShadow')),
      ...(await styleOf(page, '.Label', 'textTransform')),
      ...(await styleOf(page, '.Error', 'fontWeight')),
      ...(await styleOf(page, '.AccordionItem', 'letterSpacing')),
      ...(await styleOf(page, '.TabLabel', 'textDecorationLine')),
    }
    assert.deepEqual(look, {
      borderTopWidth: '3px',
      color: 'rgb(1, 2, 3)',
      borderTopColor: 'rgb(4, 5, 6)',
      boxShadow: 'none',
      textTransform: 'uppercase',
      fontWeight: '700',
      letterSpacing: '2px',
      textDecorationLine: 'underline',
    })
  })
})

test('a rule for every input leaves a wrong one looking wrong', async () => {
  const rules = { '.Input': { border: '1px solid rgb(1, 2, 3)', color: 'rgb(1, 2, 3)' } }
  await onPage({ elements: { appearance: { theme: 'stripe', rules } } }, async (page) => {
    await readyToPay(page)
    const plain = await styleOf(page, '[name="cvc"]', 'borderColor', 'color')
    assert.deepEqual(plain, { borderColor: 'rgb(1, 2, 3)', color: 'rgb(1, 2, 3)' })
    await pay(page)
    const wrong = await styleOf(page, '[name="cvc"]', 'borderColor', 'color')
    assert.deepEqual(wrong, { borderColor: 'rgb(223, 27, 65)', color: 'rgb(223, 27, 65)' })
  })
})

test('what cannot be drawn is left out with a warning, and the rest is drawn', async () => {
  const appearance = {
    variables: { colorPrime: 'red' },
    rules: {
      '.p-Private': { color: 'red' },
      '.Tab .TabLabel': { color: 'red' },
      '.Input': { position: 'fixed', borderTopWidth: '5px', color: 'red; } body { display: none' },
    },
  }
  const expected = [
    '[Stripe.js] Unrecognized elements() parameter: appearance.variables.colorPrime is not a ' +
      'recognized parameter. This may cause issues with your integration in the future.',
    '[Stripe.js] stripe.elements(): ".p-Private" is not a supported selector.',
    '[Stripe.js] stripe.elements(): ".Tab .TabLabel" is not a supported selector.',
    '[Stripe.js] stripe.elements(): "position" is not a supported property for ".Input"',
  ]
  const work = async (page: Page): Promise<void> => {
    await readyToPay(page)
    const look = await styleOf(page, '.Input', 'position', 'borderTopWidth')
    assert.deepEqual(look, { position: 'static', borderTopWidth: '5px' })
  }
  await onPage({ elements: { appearance } }, work, expected)
})

test('labels float inside the inputs, and condensed inputs touch each other', async () => {
  await onPage({ elements: { appearance: { labels: 'floating' } } }, async (page) => {
    await readyToPay(page)
    const label = cardFrame(page).locator('.Label').first()
    const resting = await label.boundingBox()
    await cardFrame(page).getByLabel('Card number').fill('4242')
    await cardFrame(page).locator('.Label--floating').first().waitFor()
    await label.evaluate(async (element) =>
      Promise.all(element.getAnimations().map(async ({ finished }) => finished)),
    )
    const floating = await label.boundingBox()
    assert.ok(Number(floating?.y) < Number(resting?.y))
    assert.ok(Number(floating?.height) < Number(resting?.height))
  })
  await onPage({ elements: { appearance: { inputs: 'condensed' } } }, async (page) => {
    await readyToPay(page)
    const [number, expiry, cvc] = await cardFrame(page)
      .locator('.Input')
      .evaluateAll((inputs) => inputs.map((input) => input.getBoundingClientRect().toJSON()))
    assert.equal(number.bottom, expiry.top + 1)
    assert.equal(expiry.right, cvc.left + 1)
    assert.equal(number.right, cvc.right)
  })
})

test('elements.update draws another appearance at once, and asks for no reload', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await cardFrame(page).getByLabel('Card number').fill('4242')
    const appearance = { theme: 'flat', variables: { colorText: 'rgb(9, 9, 9)' } }
    await page.evaluate(`(async () => {
      window.ended = false
      elements.on('update-end', () => { window.ended = true })
      await elements.update({ appearance: ${JSON.stringify(appearance)} })
    })()`)
    assert.equal(await page.evaluate('ended'), true)
    const look = await styleOf(page, '.Input', 'backgroundColor', 'color')
    assert.deepEqual(look, { backgroundColor: 'rgb(241, 241, 241)', color: 'rgb(9, 9, 9)' })
    assert.equal(await cardFrame(page).getByLabel('Card number').inputValue(), '4242')
  })
})

test('the fonts that a page brings are loaded into the frame', async () => {
  const file = new URL(
    import.meta.resolve('@fontsource/syncopate/files/syncopate-latin-400-normal.woff2'),
  )
  const src = `url(data:font/woff2;base64,${readFileSync(file).toString('base64')})`
  await onPage({}, async (page) => {
    await readyToPay(page)
    const fonts = JSON.stringify([{ family: 'Brought', src, weight: '400' }])
    await page.evaluate(`elements.update({ fonts: ${fonts} })`)
    const loaded = await cardFrame(page)
      .locator('body')
      .evaluate(() => [...document.fonts].map(({ family, status }) => `${family}: ${status}`))
    assert.deepEqual(loaded, ['Brought: loaded'])
  })
})

/** Some computed styles of the first element that a selector of the frame finds. */
async function styleOf(
  page: Page,
  selector: string,
  ...properties: string[]
): Promise<Record<string, string>> {
  return cardFrame(page)
    .locator(selector)
    .first()
    .evaluate(async (element, names) => {
      await Promise.all(element.getAnimations().map(async ({ finished }) => finished))
      const style = getComputedStyle(element) as unknown as Record<string, string>
      return Object.fromEntries(names.map((name) => [name, style[name] ?? '']))
    }, properties)
}
