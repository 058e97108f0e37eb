import type { FastifyRequest } from 'fastify'
import { isRefused, refuse, transaction, type Refused, type Tx } from '../../../kernel/index.ts'
import { memberOf } from '../../access.ts'
import type { RefusalCode } from '../../messages.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'

/**
 * Does something in one transaction, in the name of the member who asks. What it refuses is thrown;
 * where others have changed several fields meanwhile, each is named.
 */
export async function settledBy<Result extends object>(
  site: Site,
  request: FastifyRequest,
  deed: (tx: Tx, by: string) => Promise<Result | Refused<RefusalCode>>,
): Promise<Result> {
  const { name } = memberOf(request).member
  const done = await transaction(site.till.db, (tx) => deed(tx, name))
  if (!isRefused(done)) return done
  throw new RefusedRequest(...eachField(done))
}

function eachField(refused: Refused<RefusalCode>): Refused<RefusalCode>[] {
  const { fields, ...detail } = refused.detail ?? {}
  const names = String(fields ?? '')
    .split(' ')
    .filter(Boolean)
  if (names.length === 0) return [refused]
  return names.map((field) => refuse(refused.refused, field, detail))
}
