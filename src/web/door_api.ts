import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findNight } from '../catalog/index.ts'
import { admitTicket } from '../checkout/index.ts'
import { isOwnName, isRefused, refuse } from '../kernel/index.ts'
import type { Admitted } from '../tickets/index.ts'
import { limitCallers, nameActor } from './access.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'

/** All the scanners of a house share one address: ten people a second, at several doors. */
const SCANS_PER_MINUTE_MAX = 600

const scan = z.object({
  code: z.string().min(1).max(200),
  night: z.string().min(1).max(200),
  /** The door, or the person at it; kept with the admission, and in the audit trail. */
  door: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((name) => !isOwnName(name))
    .default('door'),
})

/**
 * The API of the door: `POST /api/door/admissions` lets a ticket, or a pass, in, once (F66). Of a
 * pass it answers where its party sits and how many of them are in; of a comp, that it is one. A
 * scanner shows the key of the setting DOOR_KEY as its bearer token; a member is signed in.
 */
export async function doorApi(root: FastifyInstance, site: Site): Promise<void> {
  const app = root.withTypeProvider<ZodTypeProvider>()
  await limitCallers(root, site, 'door', SCANS_PER_MINUTE_MAX)
  nameActor(root, 'door')

  const admission = { config: { permission: 'guests.admit' }, schema: { body: scan } } as const
  app.post('/api/door/admissions', admission, async (request, reply) => {
    const { code, door } = request.body
    const night = await findNight(site.till.db, request.body.night)
    if (!night) throw new RefusedRequest(refuse('night_unknown', 'night'))
    const admitted = await admitTicket(site.till, { code, night_id: night.id, admitted_by: door })
    if (isRefused(admitted)) throw new RefusedRequest(admitted)
    const { admitted_at, admitted_by } = admitted
    return reply.code(201).send({ ...whatOf(admitted), admitted_at, admitted_by })
  })
}

function whatOf({ ticket_id, ticket_type, pass_id, party, is_comp }: Admitted): object {
  const mark = is_comp ? { comp: true } : {}
  if (!party) return { ticket: ticket_id, type: ticket_type, ...mark }
  const { booking_id: booking, ...rest } = party
  return { pass: pass_id, party: { booking, ...rest }, ...mark }
}
