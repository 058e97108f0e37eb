import { AsyncLocalStorage } from 'node:async_hooks'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import { newId, type Database, type Log } from '../kernel/index.ts'

/** The schema that the library's tables are in, and ours beside them. */
const SCHEMA = 'identity'
/** Whoever comes every day need not sign in again; a lost phone is out after a week. */
const SESSION_SECONDS = 7 * 24 * 3600
/** How often the end of a session is moved on: no write with each request. */
const SESSION_REFRESH_SECONDS = 24 * 3600
/** Long enough for a mail to come, and to be read by whoever waits for it. */
const RESET_SECONDS = 30 * 60
/** Shorter ones are guessed; by NIST SP 800-63B length is all that is asked of them. */
export const PASSWORD_LENGTH = { min: 12, max: 200 } as const

/** Staff accounts and their sessions: the database, the library, and the key of all secrets. */
export interface Identity {
  db: Database
  auth: Auth
  log: Log
  /** What links and digests are made with. The database does not have it. */
  key: string
}

export type Auth = ReturnType<typeof newAuth>

/** What identity needs of the configuration. */
interface Settings {
  publicUrl: string
  authSecret: string
}

/** Opens the accounts in `db`. Nothing is asked of it yet. */
export function openIdentity(db: Database, settings: Settings, log: Log): Identity {
  return { db, auth: newAuth(db, settings, log), log, key: settings.authSecret }
}

/**
 * The library is asked by functions alone: it has no address of its own, so that all of HTTP, its
 * limits and its guards, are the house's. Its tables are made by our migrations.
 */
function newAuth(db: Database, { publicUrl, authSecret }: Settings, log: Log) {
  const isTls = publicUrl.startsWith('https://')
  const dialect = new PostgresDialect({ pool: db as Pool })
  return betterAuth({
    appName: 'Coatcheck',
    baseURL: publicUrl,
    secret: authSecret,
    database: {
      db: new Kysely({ dialect, plugins: [new CamelCasePlugin()] }),
      type: 'postgres',
      schemaName: SCHEMA,
      transaction: true,
    },
    emailAndPassword: {
      enabled: true,
      // Members are invited (join.ts); the first owner has a link from the console.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        const made = resets.getStore()
        if (made) made.reset = { memberId: user.id, token }
      },
    },
    user: {
      modelName: 'members',
      additionalFields: { role: { type: 'string', required: true, input: false } },
    },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_REFRESH_SECONDS,
    },
    account: { modelName: 'accounts' },
    verification: {
      modelName: 'verifications',
      // What opens a link is not stored; second steps are looked up by their cookie.
      storeIdentifier: { default: 'plain', overrides: { 'reset-password': 'hashed' } },
    },
    plugins: [twoFactor({ schema: { twoFactor: { modelName: 'two_factors' } } })],
    advanced: {
      // By this prefix browsers take the cookie from this host alone, over TLS, for all its paths:
      // no neighbour below the same domain can give a browser a session. The library's is weaker.
      cookiePrefix: isTls ? '__Host-coatcheck' : 'coatcheck',
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isTls },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(model === 'user' ? 'mem' : 'idn') },
    },
    // Ours counts by account as well, and for all servers together (tries.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // Its words alone: what it adds to them may be anything.
      log: (_level, message) => log.error({ words: message }, 'identity.library_complains'),
    },
  })
}

interface Reset {
  memberId: string
  token: string
}

/** What the library hands out of a call that makes a link: it sends no mails by itself. */
const resets = new AsyncLocalStorage<{ reset?: Reset }>()

/** Runs what may make a link that sets a password, and returns the link's parts if it did. */
export async function catchReset(ask: () => Promise<unknown>): Promise<Reset | undefined> {
  const made: { reset?: Reset } = {}
  await resets.run(made, ask)
  return made.reset
}
