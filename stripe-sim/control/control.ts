import type { Deliveries } from '../webhooks/deliveries.ts'
import type { Simulator } from '../state/simulator.ts'
import { InvalidArgument } from '../state/validation.ts'
import { disputeControl } from './disputes.ts'
import { faultControl } from './faults.ts'
import { ledgerControl } from './ledger.ts'
import { paymentControl } from './payments.ts'
import { refundControl } from './refunds.ts'
import { settingsControl } from './settings.ts'
import { takesArgument } from './summaries.ts'
import { webhookControl } from './webhooks.ts'

/**
 * The simulator's control plane. The same functions are called in-process and, over HTTP, as
 * `POST /_control/<name>` with the argument as JSON; hence all are asynchronous and take one.
 */
export type Control = ReturnType<typeof functionsOf>

/** The control plane of a simulator. */
export function newControl(simulator: Simulator, deliveries: Deliveries): Control {
  const functions = functionsOf(simulator, deliveries)
  const entries = Object.entries(functions).map(([name, run]) => [
    name,
    takesArgument(name as keyof Control) ? run : refusingArguments(name, run as Run),
  ])
  return Object.fromEntries(entries) as Control
}

function functionsOf(simulator: Simulator, deliveries: Deliveries) {
  return {
    ...settingsControl(simulator, deliveries),
    ...ledgerControl(simulator, deliveries),
    ...faultControl(simulator),
    ...webhookControl(simulator, deliveries),
    ...paymentControl(simulator),
    ...refundControl(simulator),
    ...disputeControl(simulator),
  }
}

type Run = () => Promise<unknown>

// Whoever names something here, which would have no effect, means another function.
function refusingArguments(name: string, run: Run) {
  return async (argument: object = {}): Promise<unknown> => {
    const [first] = Object.keys(argument)
    if (first === undefined) return run()
    throw new InvalidArgument(`${name} takes no argument, but "${first}" was given.`)
  }
}
