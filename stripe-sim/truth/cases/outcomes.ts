import { testCards } from '../../payments/cards.ts'
import { confirmWith, newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

/**
 * Every test card with a method of its own: paid for at once, declined, or challenged and then
 * completed or failed.
 */
export async function outcomes({ stripe, control }: World): Promise<void> {
  for (const { methods, outcome } of testCards) {
    const [name] = methods
    if (name === undefined) continue
    const method = `pm_card_${name}`
    const intent = await newIntent(stripe)
    if (outcome.kind === 'declined') {
      await refused(confirmWith(stripe, intent, method))
      continue
    }
    const { id, status } = await confirmWith(stripe, intent, method)
    if (status !== 'requires_action') continue
    await control.authenticate({ payment_intent: id, answer: 'complete' })
    const second = await newIntent(stripe)
    await confirmWith(stripe, second, method)
    await control.authenticate({ payment_intent: second.id, answer: 'fail' })
  }
}
