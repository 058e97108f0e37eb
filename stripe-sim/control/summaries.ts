import type { Control } from './control.ts'

/** What `GET /_control/` tells: what every function takes (nothing, where it is empty) and does. */
const summaries: Record<keyof Control, [takes: string, does: string]> = {
  advanceClock: ['{seconds}', "moves Stripe's time on; what falls due on the way happens"],
  configure: ['{setting: value, …}', 'changes settings'],
  settings: ['', 'the settings'],
  ledger: ['', 'everything that the simulator holds: the oracle of a test'],
  reset: ['', 'forgets everything but the webhook endpoints, the settings and the time'],
  failRequests: [
    '{path, effect, method?, when?, object?, metadata?, delay_ms?, reason?, message?, times?, ' +
      'probability?, seed?}',
    'makes requests go wrong: error, rate_limit, lock_timeout, conflict, reset, truncate, hang, ' +
      'delay',
  ],
  faults: ['', 'what is still going to go wrong'],
  clearFaults: ['{fault?}', 'forgets all of that, or the fault with this id'],
  faultLog: ['', 'everything that was made to go wrong, oldest first'],
  setWebhookEndpoint: ['{url, secret}', 'points the webhooks at another address and secret'],
  idle: ['{timeout_ms?}', 'waits until no webhook is on its way'],
  waitForDeliveries: [
    '{type?, status?, count?, timeout_ms?}',
    'waits for webhooks that have come so far',
  ],
  rollWebhookSecret: [
    '{endpoint?, expires_in_s?, secret?}',
    'gives an endpoint a new secret; the old one signs along for a while',
  ],
  failWebhooks: [
    '{type, effect, object?, metadata?, copies?, delay_ms?, count?, times?, probability?, seed?}',
    'lets something happen to events: drop, duplicate, hold, delay, reorder, second_event, ' +
      'suppress, wrong_signature, stale_signature',
  ],
  releaseWebhooks: ['{type?}', 'sends what was held'],
  resendEvent: ['{event, endpoint?}', 'sends an event again, as the dashboard does'],
  holdPayments: [
    '{times?, payment_intent?}',
    'leaves the next charges that would succeed in processing',
  ],
  settlePayment: ['{payment_intent, ending: succeed|fail}', 'ends a payment in processing'],
  authenticate: [
    '{payment_intent, answer: complete|fail|abandon}',
    "answers 3-D Secure in a guest's place",
  ],
  settleRefund: [
    '{refund, ending: succeed|fail, failure_reason?}',
    'ends a pending refund, or fails one that had succeeded',
  ],
  createDispute: ['{charge|payment_intent, reason?, amount?}', 'disputes a charge'],
  closeDispute: ['{dispute, ending: won|lost}', 'lets the bank decide a dispute'],
  createFraudWarning: ['{charge|payment_intent}', 'lets the bank warn of fraud'],
}

/** Whether a control function can be told anything. */
export function takesArgument(name: keyof Control): boolean {
  return summaries[name][0] !== ''
}

/** The list of all functions as a text for people, with a line for each. */
export function controlList(): string {
  const lines = Object.entries(summaries).map(([name, [takes, does]]) =>
    [name, takes, `  # ${does}`].filter((part) => part !== '').join(' '),
  )
  const usage = 'POST /_control/<name> with content-type: application/json'
  return `${[usage, '', ...lines].join('\n')}\n`
}
