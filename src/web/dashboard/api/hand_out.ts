import type { FastifyReply } from 'fastify'
import { guestPage } from './guests_page.ts'

/** How a file about somebody is handed out: in which form and language, and what it begins with. */
interface HandedOut {
  format: 'json' | 'html'
  locale: string
  title: string
  /** By what the guest was looked for. */
  of: Record<string, string>
}

/** Sends what is known of somebody as a file, which nobody in between may keep. */
export function handOut(
  reply: FastifyReply,
  { format, locale, title, of }: HandedOut,
  known: object,
): FastifyReply {
  const made_at = new Date().toISOString()
  void reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="guest.${format}"`)
  if (format === 'json') return reply.send({ made_at, ...of, ...known })
  return reply.type('text/html; charset=utf-8').send(guestPage({ locale, title, made_at }, known))
}
