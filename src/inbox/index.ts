import type { Till } from '../checkout/index.ts'
import type { Chore } from '../jobs/index.ts'
import type { Config } from '../kernel/index.ts'
import { missedEvents } from './missed_events.ts'
import { purgeWebhooks } from './purge.ts'
import { checkEndpoint, noticeSilence } from './silence.ts'

export { receive } from './receive.ts'
export {
  keepStripeStatus,
  statusAtStripe,
  type StripeStatus,
  type StripeStatusNow,
} from './status.ts'

/** What the sweep does about webhooks. */
export function inboxChores(till: Till, config: Config): Chore[] {
  return [
    missedEvents(till),
    noticeSilence(till, config.sweep.silenceSeconds),
    checkEndpoint(till, config),
    purgeWebhooks(till),
  ]
}
