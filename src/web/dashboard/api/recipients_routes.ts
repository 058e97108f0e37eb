import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { alertRecipients, recipientsMax, settleRecipients } from '../../../alerts/index.ts'
import { refuse, type Refused } from '../../../kernel/index.ts'
import { memberOf } from '../../access.ts'
import { emailAddress } from '../../guest_input.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import type { RecipientsAnswer } from './alerts_answers.ts'

const path = '/api/dashboard/alerts/recipients'
const config = { permission: 'alerts.settle' } as const
const listInput = z.object({ addresses: z.array(z.string().max(1000)).max(recipientsMax) })

/** Who is mailed about alerts. */
export function recipientsRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()
  const answer = (addresses: string[]): RecipientsAnswer => ({
    addresses,
    by_setting: site.config.ownerEmail,
    max: recipientsMax,
  })

  app.get(path, { config }, async () => answer(await alertRecipients(db)))

  app.put(path, { config, schema: { body: listInput } }, async (request) => {
    const addresses = request.body.addresses.map((text) => text.trim().toLowerCase())
    const faults = addressFaults(addresses)
    if (faults.length > 0) throw new RefusedRequest(...faults)
    return answer(await settleRecipients(db, memberOf(request).member, addresses))
  })
}

/** What is wrong with a list of addresses, each at its place. */
export function addressFaults(addresses: string[]): Refused<'email_invalid' | 'address_twice'>[] {
  return addresses.flatMap((address, at) => faultOf(address, at, addresses))
}

/** What is wrong with the address at a place of the list; the second of two is one too many. */
function faultOf(
  address: string,
  at: number,
  all: string[],
): Refused<'email_invalid' | 'address_twice'>[] {
  const field = `addresses.${at}`
  if (!emailAddress.safeParse(address).success) return [refuse('email_invalid', field)]
  return all.indexOf(address) < at ? [refuse('address_twice', field)] : []
}
