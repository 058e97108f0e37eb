import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Till } from '../checkout/index.ts'

/**
 * Does work once an answer is away, so that nobody learns from how long the answer takes what was
 * done. A server that stops finishes it first.
 */
export function workAfterAnswers(
  app: FastifyInstance,
  { log }: Pick<Till, 'log'>,
): (reply: FastifyReply, work: () => Promise<void>) => void {
  const working = new Set<Promise<void>>()
  app.addHook('onClose', async () => {
    await Promise.all(working)
  })
  const begin = (work: () => Promise<void>) => {
    const done = work()
      .catch((error: unknown) => log.error({ err: error }, 'after_answer.failed'))
      .finally(() => working.delete(done))
    working.add(done)
  }
  return (reply, work) => {
    // Whoever asked may have hung up while it was decided what is to be done: nothing closes then.
    if (reply.raw.closed || reply.raw.destroyed) begin(work)
    else reply.raw.once('close', () => begin(work))
  }
}
