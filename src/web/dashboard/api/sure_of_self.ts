import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { provePassword } from '../../../identity/index.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { ownOf } from '../form.ts'

/** A password as somebody gives it once more. */
export const passwordInput = z.string().min(1).max(1000)

/** Throws unless whoever asks gives their own password: before what cannot be undone. */
export async function sureOfSelf(
  site: Site,
  request: FastifyRequest,
  password: string,
): Promise<void> {
  const refused = await provePassword(site.identity, ownOf(site, request), password)
  if (refused) throw new RefusedRequest(refused)
}
