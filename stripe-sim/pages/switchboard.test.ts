import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Stripe } from 'stripe'
import { launch } from '../../test/chromium.ts'
import { glance, onSwitchboard, row, storyOf } from '../testing/switchboard.ts'
import { confirmWith, newIntent, startEndpoint } from '../testing/with_simulator.ts'

const browser = await launch()
after(async () => browser.close())

test('a bad night by hand: a fault is set, strikes once, stands in the log, and another is cleared', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const strip = page.getByRole('region', { name: 'Faults', exact: true })
    assert.equal(await strip.isVisible(), false)
    await page.getByLabel('Requests to').selectOption({ label: 'Create an intent' })
    const effects = page.locator('.group', { hasText: 'Requests to' }).getByLabel('What happens')
    await effects.selectOption({ label: '500 after the effect' })
    await page.getByRole('button', { name: 'Set fault on requests' }).click()
    await strip.getByText('1 fault is set').waitFor()
    await assert.rejects(newIntent(stripe), Stripe.errors.StripeAPIError)
    const log = page.getByRole('region', { name: 'Faults that struck' })
    await log.getByText('POST /v1/payment_intents').waitFor()
    await strip.waitFor({ state: 'hidden' })
    await newIntent(stripe)
    await page.getByRole('button', { name: 'Set fault on requests' }).click()
    await strip.getByRole('button', { name: 'Clear all' }).click()
    await strip.waitFor({ state: 'hidden' })
    await newIntent(stripe)
    assert.equal(await log.getByRole('listitem').count(), 1)
  })
})

test('bad night sets a seeded mixture and latency, good night ends all of it', async () => {
  await onSwitchboard(browser, async ({ page, simulator: { control } }) => {
    await page.getByRole('button', { name: 'Bad night' }).click()
    await page.getByText('A bad night has begun.').waitFor()
    const { requests, webhooks } = await control.faults()
    assert.equal(
      requests.some(({ probability }) => probability === 0.1),
      true,
    )
    assert.equal(
      webhooks.some(({ effect }) => effect === 'duplicate'),
      true,
    )
    assert.notEqual((await control.settings()).latency, null)
    const one = page.getByRole('button', { name: 'Clear the fault drop *' })
    await one.click()
    await one.waitFor({ state: 'detached' })
    assert.equal((await control.faults()).webhooks.length, webhooks.length - 1)
    await page.getByRole('button', { name: 'Good night' }).click()
    await page.getByText('Nothing goes wrong any more.').waitFor()
    assert.deepEqual(await control.faults(), { requests: [], webhooks: [], held_payments: 0 })
    assert.equal((await control.settings()).latency, null)
  })
})

test('no fault ever strikes the switchboard itself', async () => {
  await onSwitchboard(browser, async ({ page, simulator: { control, url } }) => {
    await control.failRequests({ path: '*', effect: 'error', times: null })
    await page.reload()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await page.getByText('No fault is set any more.').waitFor()
    assert.equal((await fetch(`${url}/switchboard/main.js`)).status, 200)
  })
})

test('3-D Secure is answered from the story, and the page shows it without a reload', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const answers = [
      ['Complete 3-D Secure', 'succeeded'],
      ['Fail it', 'payment intent authentication failure'],
      ['Abandon it', 'payment intent authentication failure'],
    ] as const
    for (const [name, told] of answers) {
      const intent = await newIntent(stripe)
      await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
      const story = await storyOf(page, intent)
      await story.getByRole('button', { name }).click()
      await glance(page, intent).getByText(told).waitFor()
      assert.equal(await story.getByRole('button', { name }).count(), 0)
    }
  })
})

test('a second Enter or click in the same place presses nothing else, and what was done is said', async () => {
  await onSwitchboard(browser, async ({ page, stripe, simulator: { control } }) => {
    const press = {
      Enter: async (): Promise<void> => page.keyboard.press('Enter'),
      click: async (): Promise<void> => {
        await page.mouse.down()
        await page.mouse.up()
      },
    }
    for (const again of ['Enter', 'click'] as const) {
      const intent = await newIntent(stripe)
      await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
      const story = await storyOf(page, intent)
      const button = story.getByRole('button', { name: 'Complete 3-D Secure' })
      await button.click({ trial: true })
      await button.focus()
      await press[again]()
      await button.waitFor({ state: 'detached' })
      await press[again]()
      await page.locator('#told', { hasText: 'The guest completed 3-D Secure.' }).waitFor()
      await glance(page, intent).getByText('succeeded').waitFor()
      if (again === 'Enter') {
        const isFocused = await glance(page, intent).evaluate((each) => each.matches(':focus'))
        assert.equal(isFocused, true)
      }
      const { refunds, disputes } = await control.ledger()
      assert.deepEqual([refunds, disputes], [[], []])
    }
  })
})

test('a paid payment is disputed, the dispute won, and the money refunded, all by hand', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const intent = await newIntent(stripe)
    await confirmWith(stripe, intent, 'pm_card_visa')
    const story = await storyOf(page, intent)
    await story.getByLabel('Reason of the dispute').selectOption('product_not_received')
    await story.getByRole('button', { name: 'Dispute' }).click()
    await story.getByRole('button', { name: 'Close as won' }).click()
    await story.locator('.pill', { hasText: 'won' }).waitFor()
    await story.getByRole('button', { name: 'Refund', exact: true }).click()
    await glance(page, intent).getByText('refunded €20.00').waitFor()
    const { data } = await stripe.refunds.list({ payment_intent: intent.id })
    assert.deepEqual(
      data.map(({ amount }) => amount),
      [2000],
    )
  })
})

test('a refund that waits for the bank arrives, and then fails after all', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const intent = await newIntent(stripe)
    await confirmWith(stripe, intent, 'pm_card_visa')
    const refund = await stripe.refunds.create({ payment_intent: intent.id })
    const story = await storyOf(page, intent)
    await row(page, refund).getByText('succeeded').waitFor()
    await row(page, refund).getByRole('button', { name: 'Let it fail' }).click()
    await row(page, refund).getByText('failed').waitFor()
    await story.getByRole('button', { name: 'Refund', exact: true }).waitFor()
    const slow = await newIntent(stripe)
    await confirmWith(stripe, slow, 'pm_card_pendingRefund')
    const slowStory = await storyOf(page, slow)
    await slowStory.getByRole('button', { name: 'Refund', exact: true }).click()
    const settle = slowStory.getByRole('button', { name: 'Settle' })
    await settle.waitFor()
    const [waiting] = (await stripe.refunds.list({ payment_intent: slow.id })).data
    assert.equal(waiting?.status, 'pending')
    await settle.click()
    await row(page, waiting).getByText('succeeded').waitFor()
  })
})

test('what a fault holds back is sent when the night becomes good', async () => {
  const endpoint = await startEndpoint()
  await onSwitchboard(
    browser,
    async ({ page, stripe, simulator: { control } }) => {
      await control.failWebhooks({ type: '*', effect: 'hold' })
      await newIntent(stripe)
      await page.getByText('1 delivery held').waitFor()
      await page.getByRole('button', { name: 'Good night' }).click()
      await page.locator('#events .code', { hasText: '200' }).waitFor()
      assert.equal(endpoint.received.length, 1)
    },
    { webhookUrl: endpoint.url },
  )
})

test('an endpoint that Stripe gave up is enabled again', async () => {
  const endpoint = await startEndpoint()
  await onSwitchboard(
    browser,
    async ({ page, stripe }) => {
      const [found] = (await stripe.webhookEndpoints.list()).data
      await stripe.webhookEndpoints.update(String(found?.id), { disabled: true })
      await page.getByRole('button', { name: 'Enable' }).click()
      await page.getByText('The endpoint is enabled again.').waitFor()
      await newIntent(stripe)
      await page.locator('#events .code', { hasText: '200' }).waitFor()
    },
    { webhookUrl: endpoint.url },
  )
})

test('a payment held in processing is let succeed, one held for capture is captured', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    await page.getByText('Payments', { exact: true }).last().click()
    await page.getByRole('button', { name: 'Hold the next payments' }).click()
    await page.getByText(/hold the next 1 payment\s+in processing/).waitFor()
    const held = await newIntent(stripe)
    await confirmWith(stripe, held, 'pm_card_visa')
    await (await storyOf(page, held)).getByRole('button', { name: 'Let it succeed' }).click()
    await glance(page, held).getByText('succeeded').waitFor()
    const manual = await newIntent(stripe, { capture_method: 'manual' })
    await confirmWith(stripe, manual, 'pm_card_visa')
    await (await storyOf(page, manual)).getByRole('button', { name: 'Capture' }).click()
    await glance(page, manual).getByText('succeeded').waitFor()
    assert.equal((await stripe.paymentIntents.retrieve(manual.id)).amount_received, 2000)
  })
})

test('a failed delivery shows its code and its next try; moving the clock repeats it', async () => {
  const endpoint = await startEndpoint()
  endpoint.answers = [500]
  await onSwitchboard(
    browser,
    async ({ page, stripe, simulator }) => {
      await simulator.control.configure({ webhook_retries: 'test' })
      await newIntent(stripe)
      const event = page.locator('.event', { hasText: 'payment_intent.created' })
      const codes = event.locator('summary .code')
      await codes.getByText('500').waitFor()
      await event.locator('summary').first().click()
      await event.getByText(/again\s+in \d+ min/).waitFor()
      await page.getByRole('button', { name: '+1 h' }).click()
      await codes.getByText('200').waitFor()
      assert.deepEqual(await codes.allTextContents(), ['500', '200'])
      await page.getByText('1 h ahead').waitFor()
      await event.getByRole('button', { name: 'Resend' }).click()
      await codes.nth(2).waitFor()
      assert.equal(endpoint.received.length, 3)
    },
    { webhookUrl: endpoint.url },
  )
})

test('what the control plane refuses is said in words beside the button', async () => {
  await onSwitchboard(browser, async ({ page, simulator: { control } }) => {
    await page.locator('.group summary', { hasText: 'Webhooks' }).click()
    await page.getByLabel('Events of type').fill('charge.exploded')
    const [refused] = await Promise.all([
      page.waitForResponse('**/_control/failWebhooks'),
      page.getByRole('button', { name: 'Set fault on webhooks' }).click(),
    ])
    assert.equal(refused.status(), 400)
    const alert = page.locator('.group', { hasText: 'Events of type' }).getByRole('alert')
    assert.match(String(await alert.textContent()), /charge\.exploded/)
    await page.getByLabel('Events of type').fill('charge.*')
    await page.getByRole('button', { name: 'Set fault on webhooks' }).click()
    await alert.waitFor({ state: 'detached' })
    assert.equal((await control.faults()).webhooks[0]?.type, 'charge.*')
  })
})

test('focus, what is typed, and where it is scrolled outlive what happens meanwhile', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const intents = await Promise.all(Array.from({ length: 20 }, async () => newIntent(stripe)))
    const middle = intents[4] as { id: string }
    const summary = glance(page, middle)
    await summary.focus()
    await page.keyboard.press('Enter')
    await row(page, middle).locator('.story').waitFor()
    await page.getByLabel('Minutes to move on').fill('42')
    await summary.focus()
    const top = async (): Promise<number> => (await summary.boundingBox())?.y ?? 0
    const [before, element] = [await top(), await summary.elementHandle()]
    const newest = await newIntent(stripe)
    await row(page, newest).waitFor()
    assert.equal(await page.evaluate((each) => document.activeElement === each, element), true)
    assert.equal(Math.abs((await top()) - before) < 2, true)
    assert.equal(await page.getByLabel('Minutes to move on').inputValue(), '42')
    await page.reload()
    assert.equal(await row(page, middle).locator('.story').count(), 1)
  })
})

test('settings are changed together, and stand in the form as they now are', async () => {
  await onSwitchboard(browser, async ({ page, simulator: { control } }) => {
    await page.locator('.group summary', { hasText: 'Settings' }).click()
    await page.getByLabel('Latency of requests').selectOption({ label: 'Slow, 400 ms' })
    await page.getByLabel('Failed webhooks are repeated').selectOption({ label: 'Never' })
    await page.getByLabel('Google Pay').check()
    await page.getByRole('button', { name: 'Change settings' }).click()
    await page.getByText('The settings are changed.').waitFor()
    const { latency, webhook_retries, wallets } = await control.settings()
    assert.deepEqual([latency?.median_ms, webhook_retries, wallets], [400, [], ['google_pay']])
    await control.configure({ latency: null })
    const chosen = page.getByLabel('Latency of requests').locator('option:checked')
    await chosen.getByText('None').waitFor({ state: 'attached' })
  })
})

test('a reset takes a second, deliberate step, and then nothing is left', async () => {
  await onSwitchboard(browser, async ({ page, stripe, simulator: { control } }) => {
    const intent = await newIntent(stripe)
    await page.locator('.group summary', { hasText: 'Reset' }).click()
    await page.getByRole('button', { name: 'Reset the simulator' }).click()
    assert.equal((await control.ledger()).payment_intents.length, 1)
    await page.getByLabel('Forget every payment').check()
    await page.getByRole('button', { name: 'Reset the simulator' }).click()
    await row(page, intent).waitFor({ state: 'detached' })
    await page.getByText('Everything is forgotten.').waitFor()
    assert.equal((await control.ledger()).payment_intents.length, 0)
    assert.equal(await page.getByLabel('Forget every payment').isChecked(), false)
  })
})

test('a simulator that is gone is missed, and greeted when it is back', async () => {
  await onSwitchboard(browser, async ({ page, simulator: { url } }) => {
    await page.route(url + '/', async (route) => route.fulfill({ status: 503 }))
    await page.getByText('The simulator does not answer. This page tries again.').waitFor()
    await page.unroute(url + '/')
    await page.getByText('The simulator answers again.').waitFor()
  })
})
