import { hostSeenByGuests, type Plan } from './settings.ts'

/** What a start says when everything runs: where it all is, and how to pay without money. */
export function banner(plan: Plan): string {
  const { env, embeds } = plan
  const publicUrl = env['PUBLIC_URL'] ?? ''
  const host = hostSeenByGuests(publicUrl)
  const places: [string, string][] = [
    ['Venue page', publicUrl],
    ['Staff', `${publicUrl}/dashboard`],
    ...(embeds.mailbox
      ? [['Mailbox', `http://${host}:${plan.mailboxPort}`] as [string, string]]
      : []),
    ...(embeds.simulator
      ? [['Stripe, simulated', `http://${host}:${plan.simulatorPort}`] as [string, string]]
      : []),
  ]
  const cards: [string, string][] = [
    ['4242 4242 4242 4242', 'succeeds'],
    ['4000 0000 0000 0002', 'is declined'],
    ['4000 0000 0000 3220', 'asks for 3-D Secure'],
  ]
  return [
    '',
    '  Coatcheck is open.',
    '',
    ...places.map(([name, address]) => `  ${name.padEnd(19)}${address}`),
    '',
    ...(/_live_/.test(env['STRIPE_SECRET_KEY'] ?? '')
      ? ['  These are live keys: payments move real money.']
      : [
          '  Test cards, with any future date and any CVC:',
          ...cards.map(([number, what]) => `    ${number}  ${what}`),
        ]),
    '',
    `  Log in ${env['LOG_FILE']}. Ctrl-C ends everything.`,
    '',
  ].join('\n')
}
