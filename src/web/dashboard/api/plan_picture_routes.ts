import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { addPlanPicture, findPlanPicture, pictureBytesMax } from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { memberOf } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { PictureAnswer } from './plans_answers.ts'
import { planParams } from './plans_input.ts'

const path = '/api/dashboard/plan-pictures'

/** The pictures under plans: taken in as they are, told by their content, and given out again. */
export async function pictureRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till
  const config = { permission: 'plans.manage' } as const
  // Whatever it says that it is: only its content counts.
  root.removeAllContentTypeParsers()
  root.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const app = root.withTypeProvider<ZodTypeProvider>()

  // A little more, so that one that is too large is told of in words of its own.
  const add = { config, bodyLimit: 2 * pictureBytesMax }
  app.post(path, add, async (request, reply): Promise<PictureAnswer> => {
    const actor = memberOf(request).member.name
    const added = unlessRefused(await addPlanPicture(db, request.body, actor))
    void reply.code(201)
    return added
  })

  // Whoever looks after parties sees them on it.
  const read = { config: { permission: 'parties.read' }, schema: { params: planParams } } as const
  app.get(`${path}/:id`, read, async (request, reply) => {
    const picture = await findPlanPicture(db, request.params.id)
    if (!picture) throw new RefusedRequest(refuse('picture_unknown', 'picture'))
    return reply
      .type(picture.content_type)
      .headers({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': 'inline; filename="plan"',
        'cross-origin-resource-policy': 'same-origin',
        // It never changes; but whoever is signed out has none any more.
        'cache-control': 'private, max-age=3600',
      })
      .send(picture.bytes)
  })
}
