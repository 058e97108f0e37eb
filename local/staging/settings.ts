import { apiVersion } from '../../src/payments/index.ts'

/** What a walk needs to know: where the copy is, and how to act as Stripe's account. */
export interface Settings {
  /** The copy's address, without a trailing slash. */
  url: string
  /** Where Stripe's API is: Stripe itself, or the simulator. */
  stripeUrl: string
  isSimulated: boolean
  secretKey: string
  /** What the copy's webhook endpoint is signed with. */
  webhookSecret: string
  apiVersion: string
  isJson: boolean
  /** How long anything may take to come true. */
  patience_ms: number
}

type Given = Record<string, string | undefined>

/** What is wrong with how the command was called; its message is for a person. */
export class CannotWalk extends Error {
  override name = 'CannotWalk'
}

const STRIPE = 'https://api.stripe.com'
const PATIENCE_SECONDS = 60

const USAGE = 'npm run staging:check -- https://staging.example.com [--json] [--patience=60]'

/** Reads the command line and the environment. Throws CannotWalk, and never repeats a secret. */
export function readSettings(args: string[], env: Given): Settings {
  const [address, ...others] = args.filter((arg) => !arg.startsWith('--'))
  const flags = args.filter((arg) => arg.startsWith('--'))
  const patience = flags.find((flag) => flag.startsWith('--patience='))?.split('=')[1]
  const unknown = flags.find((flag) => flag !== '--json' && !flag.startsWith('--patience='))
  if (!address || others.length > 0 || unknown) throw new CannotWalk(`Usage: ${USAGE}`)
  const seconds = Number(patience ?? PATIENCE_SECONDS)
  if (!(seconds > 0)) throw new CannotWalk('--patience must be a number of seconds.')
  const { STRIPE_SECRET_KEY: secretKey = '', STRIPE_WEBHOOK_SECRET: secrets = '' } = env
  return {
    url: addressOf(address),
    stripeUrl: (env['STRIPE_API_URL'] || STRIPE).replace(/\/+$/, ''),
    isSimulated: Boolean(env['STRIPE_API_URL']),
    secretKey: testKey(secretKey),
    webhookSecret: webhookSecretOf(secrets),
    apiVersion,
    isJson: flags.includes('--json'),
    patience_ms: seconds * 1000,
  }
}

function addressOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new CannotWalk(`No address of a copy: ${text}. Usage: ${USAGE}`)
  return new URL(text).origin
}

function testKey(key: string): string {
  if (/_live_/.test(key))
    throw new CannotWalk(
      'STRIPE_SECRET_KEY is a live key: this command pays, so it takes test keys.',
    )
  if (/^(sk|rk)_test_\w+$/.test(key)) return key
  throw new CannotWalk('STRIPE_SECRET_KEY must be the test key of the copy’s account, sk_test_…')
}

function webhookSecretOf(secrets: string): string {
  const first = secrets.split(',')[0]?.trim() ?? ''
  if (/^whsec_\w+$/.test(first)) return first
  throw new CannotWalk('STRIPE_WEBHOOK_SECRET must be that of the copy’s endpoint, whsec_…')
}
