import type { StripeSim } from '../index.ts'
import { account } from './cases/account.ts'
import { balanceTransactions } from './cases/balance_transactions.ts'
import { captures } from './cases/captures.ts'
import { charges } from './cases/charges.ts'
import { confirmationTokens } from './cases/confirmation_tokens.ts'
import { customers } from './cases/customers.ts'
import { disputes } from './cases/disputes.ts'
import { events } from './cases/events.ts'
import { expansions } from './cases/expansions.ts'
import { outcomes } from './cases/outcomes.ts'
import { paymentIntents } from './cases/payment_intents.ts'
import { paymentMethods } from './cases/payment_methods.ts'
import { protocol } from './cases/protocol.ts'
import { refunds } from './cases/refunds.ts'
import { searches } from './cases/searches.ts'
import { webhookEndpoints } from './cases/webhook_endpoints.ts'
import { recordingWorld, type Answer, type World } from './recording.ts'

// Each produces what one resource can be, in every state that matters. Those that look at what
// all the others left behind come last.
const cases: ((world: World) => Promise<void>)[] = [
  account,
  webhookEndpoints,
  paymentMethods,
  outcomes,
  paymentIntents,
  refunds,
  disputes,
  customers,
  confirmationTokens,
  protocol,
  charges,
  captures,
  searches,
  expansions,
  balanceTransactions,
  events,
]

/** Lets a simulator say everything that it can say; returns every answer of its API. */
export async function produceEverything(simulator: StripeSim): Promise<Answer[]> {
  const { world, answers } = recordingWorld(simulator)
  for (const produce of cases) await produce(world)
  await world.control.idle({ timeout_ms: 60_000 })
  return answers
}
