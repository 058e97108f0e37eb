import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findLogo } from '../../catalog/index.ts'
import { refuse } from '../../kernel/index.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'

/** What an address gives it gives for ever: the address names the content. */
const FOR_EVER = 'public, max-age=31536000, immutable'

const lookParams = z.object({ file: z.string().regex(/^[0-9a-f]{6}\.css$/) })
const logoParams = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

/** How the venue looks: its colour as a style sheet, and its logo. */
export async function lookRoutes(root: FastifyInstance, { till: { db } }: Site): Promise<void> {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get('/look/:file', { schema: { params: lookParams } }, async (request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', FOR_EVER)
      .send(`:root{--accent:#${request.params.file.slice(0, 6)}}\n`),
  )

  app.get('/logo/:hash', { schema: { params: logoParams } }, async (request, reply) => {
    const logo = await findLogo(db, request.params.hash)
    if (!logo) throw new RefusedRequest(refuse('page_unknown', 'page'))
    return reply
      .type(logo.content_type)
      .headers({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': 'inline; filename="logo"',
        // Programs that show mails are other sites.
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': FOR_EVER,
      })
      .send(logo.bytes)
  })
}
