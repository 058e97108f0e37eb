import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { endFirstSteps, findVenue, openVenue } from '../../../catalog/index.ts'
import { keepStripeStatus, type StripeStatus } from '../../../inbox/index.ts'
import { firstDeeds } from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { FirstStepsAnswer } from './first_steps_answers.ts'
import { countries, currencies, firstVenueInput, timeZones } from './venue_input.ts'

const path = '/api/dashboard/first-steps'
const config = { permission: 'house.settle' } as const

/** From an empty database to a night on sale: what is done, and what is not. */
export function firstStepsRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const { db } = site.till
  const stripeNow = keepStripeStatus(site.till, site.config)
  const answer = async (reply: FastifyReply): Promise<FirstStepsAnswer> => {
    void reply.header('cache-control', 'no-store')
    const venue = await findVenue(db)
    // Nobody who fills the form in waits for Stripe.
    if (!venue) return { choices: { time_zones: timeZones, currencies, countries }, steps: [] }
    const [stripe, deeds] = await Promise.all([stripeNow(), firstDeeds(db)])
    return {
      choices: null,
      steps: [
        { name: 'venue', is_done: true },
        { name: 'stripe', is_done: isWell(stripe) },
        { name: 'mail', is_done: deeds.mail },
        { name: 'night', is_done: deeds.night },
        { name: 'published', is_done: deeds.published },
        { name: 'members', is_done: deeds.members },
      ],
    }
  }

  app.get(path, { config }, (_request, reply) => answer(reply))

  app.put(
    `${path}/venue`,
    { config, schema: { body: firstVenueInput } },
    async (request, reply) => {
      unlessRefused(await openVenue(db, request.body, memberOf(request).member.name))
      return answer(reply)
    },
  )

  app.delete(path, { config }, async (request, reply) => {
    await endFirstSteps(db, memberOf(request).member.name)
    return answer(reply)
  })
}

/** Keys that Stripe knows, and an endpoint that hears of every event, or needs none. */
function isWell({ secret_key, publishable_key, endpoint }: StripeStatus): boolean {
  const isKnown = secret_key.says !== null && secret_key.says !== 'invalid'
  const { state, lacks } = endpoint
  const isHeard = (state === 'enabled' && lacks.length === 0) || state === 'laptop'
  return isKnown && publishable_key.says === 'valid' && isHeard
}
