/** What stands on the page with the house's Stripe. */
export const englishStripeStatus = {
  heading: 'Stripe',
  lookedAt: 'Asked at Stripe',
  again: 'Ask again',
  away: 'Stripe does not answer at the moment. Nothing is lost: what waits for it goes on by itself. What is known without it stands below.',
  good: 'Good',
  wrong: 'Needs you',
  notKnown: 'Not known',
  modes: {
    test: 'Test mode: no real money moves.',
    live: 'Live mode: real cards are charged.',
  },
  ending: (last4: string) => `ends in ${last4}`,
  mode: 'Mode',
  secretKey: 'Secret key',
  publishableKey: 'Publishable key',
  keys: {
    valid: 'Stripe takes it.',
    limited: 'Stripe takes it. It is a restricted key, and may not see the account.',
    invalid: 'Stripe does not take it.',
    unknown: 'Stripe did not answer.',
  },
  keyWrong: (setting: string) =>
    `Copy the key from Stripe’s dashboard, Developers, API keys, into ${setting}, and start again.`,
  account: 'Account',
  noAccount: 'Not to be seen with this key.',
  noCharges:
    'Stripe takes no payments for this account. Finish what Stripe’s dashboard asks for, on its first page.',
  noPayouts:
    'Payments come in, but nothing is paid out. Stripe’s dashboard says what it still needs.',
  takesCharges: 'Takes payments and pays out.',
  endpoint: 'Webhook endpoint',
  endpoints: {
    enabled: 'Enabled, and sends every kind of event that is needed.',
    lacking: (count: number) =>
      count === 1 ? 'Does not send one kind of event.' : `Does not send ${count} kinds of events.`,
    disabled: 'Disabled.',
    missing: 'There is none for this address.',
    unseen: 'Not to be seen with this key. What comes in shows that it works.',
    laptop: 'This address is of your own computer: `stripe listen` brings the events.',
    unknown: 'Stripe did not answer.',
  },
  endpointDisabled:
    'In Stripe’s dashboard, Developers, Webhooks: open this endpoint and enable it. Until then payments are found within minutes by asking.',
  endpointMissing: (url: string) =>
    `In Stripe’s dashboard, Developers, Webhooks: add an endpoint for ${url}, and put its signing secret into STRIPE_WEBHOOK_SECRET.`,
  endpointLacks: (types: string) => `Add these events to it: ${types}.`,
  version: 'API version',
  versionSame: (version: string) => `Pinned: ${version}.`,
  versionOther: (ours: string, theirs: string) =>
    `Pinned: ${ours}. Events come as ${theirs}: every one of them is read again at Stripe, which costs time and nothing else. Make the endpoint anew with version ${ours}.`,
  lastEvent: 'Last event',
  noEvent: 'None has come yet.',
  noEventNote: 'Pay an order with a test card, or send a test event from Stripe’s dashboard.',
  clock: 'Clock',
  clockSame: 'The same as Stripe’s, to a few seconds.',
  clockOff: (seconds: number, isAhead: boolean) =>
    `${seconds} s ${isAhead ? 'ahead of' : 'behind'} Stripe’s.`,
  clockHelp: (seconds: number) =>
    `Switch on the time service (NTP) of this computer. From ${seconds} s on what Stripe sends may be refused.`,
  clockUnknown: 'Stripe did not answer.',
}

export type StripeStatusWords = typeof englishStripeStatus
