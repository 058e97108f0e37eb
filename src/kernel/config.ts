import { z } from 'zod'
import {
  environmentFaults,
  environments,
  withEnvironment,
  type Environment,
} from './environment.ts'
import { allowedMails } from './mail_allowed.ts'
import { bearerKey, count, key, longSecret, mailbox, minutes, url, web } from './setting_kinds.ts'
import { isStep } from './step.ts'
import { STRIPE_JS, stripeFaults } from './stripe_settings.ts'
import { trustedProxies } from './trusted_proxies.ts'
import { toWatchSettings, watchFaults, watchSchema, type WatchSettings } from './watch_settings.ts'

/** Everything that can be set, read once at start. Each name is explained in .env.example. */
export interface Config {
  /** What this process does: answers guests and staff, works off what they left to do, or both. */
  role: Role
  host: string
  port: number
  /** The address that guests see, without a trailing slash. */
  publicUrl: string
  databaseUrl: string
  stripe: {
    secretKey: string
    publishableKey: string
    /** Several while a secret is being rolled: a signature by any of them counts. */
    webhookSecrets: string[]
    /** The simulator's address; undefined means Stripe itself. */
    apiUrl: string | undefined
    jsUrl: string
  }
  smtpUrl: string
  mailFrom: string
  /** Whom alerts are mailed to while the dashboard names nobody. */
  ownerEmail: string
  /** So many alerts are mailed one by one within five minutes; what comes on top is gathered. */
  alertMailsMax: number
  holdSeconds: number
  holdExtensionSeconds: number
  /** What one visitor may do at most without paying (F76). */
  placing: { triesPerMinuteMax: number; unpaidPlacesMax: number; workedPlacesMax: number }
  /** So many cards of one address may be declined within an hour before its tries cost work. */
  freeDeclinesMax: number
  /** Whose word is taken for where a request comes from; nobody's when empty. */
  trustedProxies: string[]
  /** The pauses before the automatic retries of issuing tickets; as many as there are retries. */
  fulfilRetrySeconds: number[]
  sweep: {
    /** No pause between two rounds of a chore is longer than this; 0 switches the sweep off. */
    pauseSecondsMax: number
    /** Nothing from Stripe for this long, while there should be something, is an alert. */
    silenceSeconds: number
  }
  /** What sessions are signed, second factors encrypted and invitations made with. */
  authSecret: string
  /** What a scanner, a device of the staff, or the mail server shows; undefined: none comes. */
  doorKey: string | undefined
  staffKey: string | undefined
  bounceKey: string | undefined
  watch: WatchSettings
  logLevel: string
  logFile: string | undefined
  /** What this copy is for; all but production say on every page that no real money moves. */
  environment: Environment
  /** Addresses and domains that mails go to; null: to everybody. */
  mailAllowed: string[] | null
  /** Where in the story of the money this process is to die (src/kernel/step.ts); for tests. */
  dieAt: string | undefined
}

const roles = ['both', 'server', 'worker'] as const
type Role = (typeof roles)[number]

/** The configuration is wrong. Its message names every fault at once, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly faults: string[]
  constructor(faults: string[]) {
    super(`The configuration has ${faults.length} fault(s):\n  - ${faults.join('\n  - ')}`)
    this.faults = faults
  }
}

/** Enough to fetch another card, or the phone that the bank asks: half of a hold again. */
const HOLD_EXTENSION_MINUTES = 5
/** Twenty guests of one address with four tickets each, at once: 600 an hour, of two minutes. */
const UNPAID_PLACES_MAX = 80
/** Three times as many, of guests whose browsers have worked for it. */
const WORKED_PLACES_MAX = 240
/** A house's Wi-Fi has as many where four hundred guests buy in an hour. */
const FREE_DECLINES_MAX = 20
/** A carrier's address may have many guests in the minute in which a sale opens. */
const TRIES_PER_MINUTE_MAX = 120
/** Longer than any chore pauses by itself. */
const SWEEP_SECONDS_MAX = 86_400
/** Stripe delivers within seconds; a quarter of an hour without a word is no hiccup any more. */
const SILENCE_MINUTES = 15

/**
 * The owner's decision: five retries. The first come soon, since a guest is waiting; the last leave
 * time for a database to come back (F09).
 */
const FULFIL_RETRY_SECONDS = '5,20,60,300,900'
const RETRIES_MAX = 20
/** A guest who has paid is not left without tickets and without a person who knows for longer. */
const RETRY_SECONDS_MAX = 86_400

const isPause = (pause: number) => pause >= 0 && pause <= RETRY_SECONDS_MAX

const schema = z.object({
  ROLE: z.enum(roles, { error: `must be one of ${roles.join(', ')}` }).default('both'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be between 0 and 65535' })
    .max(65535, { error: 'must be between 0 and 65535' })
    .default(3000),
  PUBLIC_URL: web,
  // No URL by the web's rules where it names a socket: postgresql://user@/name?host=/run.
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\/\S+$/, {
    error: 'must be an address that begins with postgresql://',
  }),
  STRIPE_SECRET_KEY: key('sk', 'rk'),
  STRIPE_PUBLISHABLE_KEY: key('pk'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => /^whsec_\w+$/.test(secret)), {
      error: 'must look like whsec_…, several of them parted by commas',
    }),
  STRIPE_API_URL: web.optional(),
  STRIPE_JS_URL: web.default(STRIPE_JS),
  SMTP_URL: url('smtp:', 'smtps:'),
  MAIL_FROM: mailbox,
  OWNER_EMAIL: mailbox,
  ALERT_MAILS_MAX: count.default(10),
  HOLD_MINUTES: minutes.default(10),
  HOLD_EXTENSION_MINUTES: minutes.default(HOLD_EXTENSION_MINUTES),
  UNPAID_PLACES_MAX: count.default(UNPAID_PLACES_MAX),
  UNPAID_PLACES_WORKED_MAX: count.default(WORKED_PLACES_MAX),
  FREE_DECLINES_MAX: count.default(FREE_DECLINES_MAX),
  PLACEMENTS_PER_MINUTE_MAX: count.default(TRIES_PER_MINUTE_MAX),
  TRUSTED_PROXIES: trustedProxies,
  SWEEP_SECONDS_MAX: z.coerce
    .number({ error: 'must be a number' })
    .min(0, { error: 'must not be negative' })
    .default(SWEEP_SECONDS_MAX),
  WEBHOOK_SILENCE_MINUTES: z.coerce
    .number({ error: 'must be a number' })
    .positive({ error: 'must be more than 0' })
    .default(SILENCE_MINUTES),
  AUTH_SECRET: longSecret,
  DOOR_KEY: bearerKey.optional(),
  STAFF_KEY: bearerKey.optional(),
  BOUNCE_KEY: bearerKey.optional(),
  FULFIL_RETRY_SECONDS: z
    .string()
    .transform((text) => text.split(',').map((pause) => (pause.trim() ? Number(pause) : -1)))
    .refine((pauses) => pauses.length <= RETRIES_MAX && pauses.every(isPause), {
      error: `must be 1 to ${RETRIES_MAX} numbers of seconds, parted by commas`,
    })
    .prefault(FULFIL_RETRY_SECONDS),
  ...watchSchema,
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of silent, fatal, error, warn, info, debug, trace',
    })
    .default('info'),
  LOG_FILE: z.string().optional(),
  APP_ENV: z
    .enum(environments, { error: `must be one of ${environments.join(', ')}` })
    .default('production'),
  MAIL_ALLOWED: allowedMails.optional(),
  DIE_AT: z.string().refine(isStep, { error: 'must be a step of src/kernel/step.ts' }).optional(),
})
type Settings = z.infer<typeof schema>

/** The names of all settings that the product reads. */
export const settingNames: string[] = Object.keys(schema.shape)

/**
 * Reads the configuration from `env` (usually process.env; an empty value counts as not set).
 * Throws a ConfigError that names every fault; it never repeats a value, since some are secrets.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const given = withEnvironment(set)
  const parsed = schema.safeParse(given)
  const faults = parsed.error?.issues.map((issue) => describe(issue, given)) ?? []
  faults.push(...stripeFaults(given), ...environmentFaults(given), ...watchFaults(given))
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return toConfig(parsed.data)
}

function toConfig(settings: Settings): Config {
  return {
    role: settings.ROLE,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL,
    databaseUrl: settings.DATABASE_URL,
    stripe: {
      secretKey: settings.STRIPE_SECRET_KEY,
      publishableKey: settings.STRIPE_PUBLISHABLE_KEY,
      webhookSecrets: settings.STRIPE_WEBHOOK_SECRET,
      apiUrl: settings.STRIPE_API_URL,
      jsUrl: settings.STRIPE_JS_URL,
    },
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    ownerEmail: settings.OWNER_EMAIL,
    alertMailsMax: settings.ALERT_MAILS_MAX,
    placing: {
      triesPerMinuteMax: settings.PLACEMENTS_PER_MINUTE_MAX,
      unpaidPlacesMax: settings.UNPAID_PLACES_MAX,
      workedPlacesMax: settings.UNPAID_PLACES_WORKED_MAX,
    },
    freeDeclinesMax: settings.FREE_DECLINES_MAX,
    trustedProxies: settings.TRUSTED_PROXIES,
    holdSeconds: Math.round(settings.HOLD_MINUTES * 60),
    holdExtensionSeconds: Math.round(settings.HOLD_EXTENSION_MINUTES * 60),
    sweep: {
      pauseSecondsMax: settings.SWEEP_SECONDS_MAX,
      silenceSeconds: settings.WEBHOOK_SILENCE_MINUTES * 60,
    },
    authSecret: settings.AUTH_SECRET,
    doorKey: settings.DOOR_KEY,
    staffKey: settings.STAFF_KEY,
    bounceKey: settings.BOUNCE_KEY,
    fulfilRetrySeconds: settings.FULFIL_RETRY_SECONDS,
    watch: toWatchSettings(settings),
    logLevel: settings.LOG_LEVEL,
    logFile: settings.LOG_FILE,
    environment: settings.APP_ENV,
    mailAllowed: settings.MAIL_ALLOWED ?? null,
    dieAt: settings.DIE_AT,
  }
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  return given[name] === undefined ? `${name} is not set` : `${name} ${issue.message}`
}
