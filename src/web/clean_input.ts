import type { FastifyInstance } from 'fastify'
import { refuse } from '../kernel/index.ts'
import { RefusedRequest } from './refusals.ts'

/** Deeper than any input of ours; what lies below is refused by the schemas anyway. */
const DEPTH_MAX = 5

/**
 * Refuses every input with a control character or half a character in it. No name, address or id
 * has one, PostgreSQL stores no NUL, and a line break has broken many a mail header.
 */
export function refuseUncleanInput(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (uncleanField(request.params, '', DEPTH_MAX) !== undefined)
      throw new RefusedRequest(refuse('page_unknown', 'path'))
    const field = uncleanField(request.body, '', DEPTH_MAX)
    if (field !== undefined) throw new RefusedRequest(refuse('input_invalid', field || 'body'))
  })
}

/** The path of the first text that is not clean, '' for the input itself; undefined if all are. */
function uncleanField(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value === 'string') return isClean(value) ? undefined : path
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined
  if (depth === 0) return path
  for (const [key, inner] of Object.entries(value)) {
    const field = path ? `${path}.${key}` : key
    if (!isClean(key)) return path
    const unclean = uncleanField(inner, field, depth - 1)
    if (unclean !== undefined) return unclean
  }
  return undefined
}

const isClean = (text: string) => !/\p{Cc}/u.test(text) && text.isWellFormed()
