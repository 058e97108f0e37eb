import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  changeVenue,
  contrastMin,
  findVenue,
  logoBytesMax,
  removeLogo,
  setLogo,
} from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { isAnythingSold } from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { logoPath } from '../../storefront/pages/index.ts'
import type { VenueAnswer } from './venue_answers.ts'
import { settledBy } from './settled_by.ts'
import { countries, currencies, timeZones, venueInput } from './venue_input.ts'

const path = '/api/dashboard/settings/venue'
const config = { permission: 'house.settle' } as const

/** What the venue is called, where it is, and how it looks. */
export async function venueRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(path, { config }, (_request, reply) => answer(site, reply))

  const change = { config: { ...config, lines: ['description'] }, schema: { body: venueInput } }
  app.put(path, change, async (request, reply) => {
    const { version, ...wished } = request.body
    await settledBy(site, request, (tx, by) => changeVenue(tx, wished, version, by, isAnythingSold))
    return answer(site, reply)
  })

  app.delete(`${path}/logo`, { config }, async (request, reply) => {
    await removeLogo(db, memberOf(request).member.name)
    return answer(site, reply)
  })
  await root.register((scope) => logoRoute(scope, site))
}

/** The logo itself, as a file: whatever it says that it is, only its content counts. */
async function logoRoute(app: FastifyInstance, site: Site): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // A little more, so that one that is too large is told of in words of its own.
  const send = { config, bodyLimit: 8 * logoBytesMax }
  app.post(`${path}/logo`, send, async (request, reply) => {
    const actor = memberOf(request).member.name
    unlessRefused(await setLogo(site.till.db, request.body, actor))
    return answer(site, reply)
  })
}

async function answer({ till: { db } }: Site, reply: FastifyReply): Promise<VenueAnswer> {
  const venue = await findVenue(db)
  if (!venue) throw new RefusedRequest(refuse('not_open_yet', 'venue'))
  const { id: _id, slug: _slug, logo_hash: _hash, is_setting_up: _early, ...facts } = venue
  void reply.header('cache-control', 'no-store')
  return {
    ...facts,
    logo: logoPath(venue) ?? null,
    is_currency_fixed: await isAnythingSold(db),
    time_zones: timeZones,
    currencies,
    countries,
    contrast_min: contrastMin,
    logo_bytes_max: logoBytesMax,
  }
}
