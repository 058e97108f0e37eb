import type { FastifyInstance } from 'fastify'
import { html } from 'ghtml'
import type { Config, Environment } from '../kernel/index.ts'
import type { Compose, Letter } from '../mail/index.ts'
import { messagesFor } from './messages.ts'

/** By which a copy that is not the real house says what it is, to `npm run staging:check` too. */
const ENVIRONMENT_HEADER = 'x-coatcheck-environment'

const NO_ROBOTS = 'User-agent: *\nDisallow: /\n'

const BANNER =
  "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;background:#ffd23c;" +
  'color:#14110f;font-size:14px;line-height:20px;font-weight:700;text-align:center;margin:0;padding:10px;'

/** What every answer of this copy carries: nothing where it is the real house. */
export function environmentHeaders({ environment }: Config): Record<string, string> {
  if (environment === 'production') return {}
  const said = { [ENVIRONMENT_HEADER]: environment }
  return environment === 'staging' ? { ...said, 'x-robots-tag': 'noindex, nofollow' } : said
}

/** Sends those headers with everything, and asks robots to keep out of a staging copy. */
export function tellEnvironment(app: FastifyInstance, config: Config): void {
  const headers = environmentHeaders(config)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
  if (config.environment !== 'staging') return
  app.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(NO_ROBOTS),
  )
}

/** The same mails; from a staging copy, each says so in its subject and before everything else. */
export function saidInMails(
  environment: Environment,
  composers: Record<string, Compose>,
): typeof composers {
  if (environment !== 'staging') return composers
  const marked = Object.entries(composers).map(([kind, compose]): [string, Compose] => [
    kind,
    async (subjectId) => {
      const letter = await compose(subjectId)
      return letter && marking(letter)
    },
  ])
  return Object.fromEntries(marked)
}

/** Mails about alerts have no frame: there it simply comes first. */
function beforeAll(page: string, banner: string): string {
  if (!/<body\b/.test(page)) return banner + page
  return page.replace(/<body\b[^>]*>/, (body) => body + banner)
}

function marking(letter: Letter): Letter {
  const locale = /<html lang="([^"]+)"/.exec(letter.html)?.[1] ?? 'en'
  const { staging, stagingTag } = messagesFor(locale).layout
  const banner = html`<p style="${BANNER}">${staging}</p>`
  return {
    ...letter,
    subject: `[${stagingTag}] ${letter.subject}`,
    html: beforeAll(letter.html, banner),
    text: `${staging}\n\n${letter.text}`,
  }
}
