import type { GuestOrder } from '../guest.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'

/** As long as a webhook is retried for a while: it comes in the morning, as very old news. */
const LATE_MS = 40 * 60 * 1000

/**
 * Decides how Stripe's events of one order's payment travel. It is set for this order alone, so
 * that the seed strikes the same guests however the night goes.
 */
export async function setTravel(
  { premises }: Stage,
  plan: Plan,
  { order_id }: GuestOrder,
): Promise<void> {
  const { control } = premises.sim
  const all = { type: 'payment_intent.*', metadata: { order_id }, times: null } as const
  const success = { type: 'payment_intent.succeeded', metadata: { order_id } } as const
  switch (plan.news) {
    case 'straight':
      return
    case 'duplicated':
      await control.failWebhooks({ ...success, effect: 'duplicate', copies: 1 + (plan.number % 5) })
      return
    case 'told_twice':
      await control.failWebhooks({ ...success, effect: 'second_event' })
      return
    case 'delayed':
      await control.failWebhooks({ ...all, effect: 'delay', delay_ms: 500 + plan.pause_ms * 30 })
      return
    case 'late':
      await control.failWebhooks({ ...all, effect: 'delay', delay_ms: LATE_MS })
      return
    case 'reordered':
      await control.failWebhooks({ ...all, effect: 'reorder', count: 2 })
      return
    case 'held':
      await control.failWebhooks({ ...all, effect: 'hold' })
      return
    case 'dropped':
      await control.failWebhooks({ ...all, effect: 'drop' })
      return
    case 'never_made':
      await control.failWebhooks({ ...all, effect: 'suppress' })
  }
}
