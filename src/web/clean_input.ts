import type { FastifyInstance } from 'fastify'
import { refuse } from '../kernel/index.ts'
import { RefusedRequest } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which texts of the body may have more than one line; they are sent in no mail's header. */
    lines?: readonly string[]
  }
}

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
    const asked = uncleanField(request.query, '', DEPTH_MAX)
    if (asked !== undefined) throw new RefusedRequest(refuse('input_invalid', asked || 'query'))
    const { lines = [] } = request.routeOptions.config
    const field = uncleanField(request.body, '', DEPTH_MAX, lines)
    if (field !== undefined) throw new RefusedRequest(refuse('input_invalid', field || 'body'))
  })
}

/** The path of the first text that is not clean, '' for the input itself; undefined if all are. */
function uncleanField(
  value: unknown,
  path: string,
  depth: number,
  lines: readonly string[] = [],
): string | undefined {
  if (typeof value === 'string') {
    const text = lines.includes(path) ? value.replaceAll('\n', '') : value
    return isClean(text) ? undefined : path
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return undefined
  if (depth === 0) return path
  for (const [key, inner] of Object.entries(value)) {
    const field = path ? `${path}.${key}` : key
    if (!isClean(key)) return path
    const unclean = uncleanField(inner, field, depth - 1, lines)
    if (unclean !== undefined) return unclean
  }
  return undefined
}

const isClean = (text: string) => !/\p{Cc}/u.test(text) && text.isWellFormed()
