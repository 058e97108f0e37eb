/** What a copy of the product is for: it decides which keys it takes, and whom it may write to. */
export const environments = ['demo', 'staging', 'production'] as const
export type Environment = (typeof environments)[number]

type Given = Record<string, string | undefined>

/** The former name of two of them, which may still stand in somebody's .env. */
const FORMER: Record<string, Environment | undefined> = { '1': 'demo', '0': 'production' }
/** Names of this very computer: a stand-in for Stripe that listens there moves nobody's money. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The settings, with APP_ENV where only its former name DEMO is given. */
export function withEnvironment(given: Given): Given {
  const { APP_ENV = FORMER[given['DEMO'] ?? ''] } = given
  return APP_ENV === undefined ? given : { ...given, APP_ENV }
}

/** What does not fit the environment that a copy is started as. Live keys belong to production. */
export function environmentFaults(given: Given): string[] {
  const faults = formerFaults(given)
  const { APP_ENV: environment = 'production' } = given
  const isStaging = environment === 'staging'
  if (isStaging && !given['MAIL_ALLOWED'])
    faults.push('MAIL_ALLOWED is not set: on staging it says who may get mails, or none')
  if (!isStaging && given['MAIL_ALLOWED'])
    faults.push('MAIL_ALLOWED must not be set but with APP_ENV=staging: it holds back all others')
  return [...faults, ...keyFaults(given, environment)]
}

function formerFaults({ DEMO, APP_ENV }: Given): string[] {
  if (DEMO === undefined) return []
  if (!FORMER[DEMO]) return ['DEMO must be 0 or 1; better leave it out, and say APP_ENV=demo']
  if ((APP_ENV === 'demo') === (DEMO === '1')) return []
  return [`DEMO=${DEMO} and APP_ENV contradict each other: leave DEMO out`]
}

function keyFaults(given: Given, environment: string): string[] {
  const isLive = modesOf(given).includes('live')
  const isTest = modesOf(given).includes('test')
  if (environment !== 'production' && isLive)
    return [`APP_ENV must not be ${environment} with live keys, which move real money: test keys`]
  if (environment !== 'production' || !isTest || isLive) return []
  if (isStandIn(given['STRIPE_API_URL'])) return []
  return [
    'APP_ENV is production, and Stripe’s test keys take no money: give live keys, or say staging',
  ]
}

/** The modes of the keys that are given. */
function modesOf(given: Given): string[] {
  const keys = [given['STRIPE_SECRET_KEY'], given['STRIPE_PUBLISHABLE_KEY']]
  return keys.map((key = '') => /^[a-z]+_(test|live)_/.exec(key)?.[1] ?? '')
}

function isStandIn(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)
}
