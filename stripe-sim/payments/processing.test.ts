import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTypesOf } from '../testing/intents.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

for (const ending of ['succeed', 'fail'] as const) {
  test(`a payment can be held in processing and then ${ending}`, async () => {
    await control.holdPayments()
    const intent = await newIntent(stripe)
    const held = await confirmWith(stripe, intent, 'pm_card_visa')
    assert.equal(held.status, 'processing')
    const after = await control.settlePayment({ payment_intent: intent.id, ending })
    assert.equal(after.status, ending === 'succeed' ? 'succeeded' : 'requires_payment_method')
    assert.ok((await eventTypesOf(control, intent.id)).includes('payment_intent.processing'))
    const again = control.settlePayment({ payment_intent: intent.id, ending })
    await assert.rejects(again, /is not processing/)
  })
}

test('a hold can be meant for one intent, and for several of its charges', async () => {
  const [meant, other] = [await newIntent(stripe), await newIntent(stripe)]
  await control.holdPayments({ payment_intent: meant.id, times: 2 })
  assert.equal((await confirmWith(stripe, other, 'pm_card_visa')).status, 'succeeded')
  for (let round = 0; round < 2; round += 1) {
    assert.equal((await confirmWith(stripe, meant, 'pm_card_visa')).status, 'processing')
    await control.settlePayment({ payment_intent: meant.id, ending: 'fail' })
  }
  assert.equal((await confirmWith(stripe, meant, 'pm_card_visa')).status, 'succeeded')
})

test('a hold that has not struck is cleared with the faults', async () => {
  const { id } = await newIntent(stripe)
  await control.holdPayments({ payment_intent: id })
  await control.holdPayments({ times: 3 })
  await control.clearFaults()
  assert.equal((await confirmWith(stripe, { id }, 'pm_card_visa')).status, 'succeeded')
})

test('a hold, an ending and an answer that make no sense are refused by name', async () => {
  await assert.rejects(control.holdPayments({ times: 0 }), /times/)
  const payment_intent = 'pi_nobody'
  const wrong = { payment_intent, ending: 'vanish' } as unknown as { ending: 'fail' }
  await assert.rejects(control.settlePayment({ ...wrong, payment_intent }), /ending/)
  await assert.rejects(control.settlePayment({ payment_intent, ending: 'fail' }), /No such/)
  await assert.rejects(control.authenticate({ payment_intent, answer: 'fail' }), /No such/)
})
