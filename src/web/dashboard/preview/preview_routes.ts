import type { FastifyInstance, FastifyRequest } from 'fastify'
import { localeOf } from '../../language.ts'
import { dashboardMessages } from '../../messages.ts'
import type { Site } from '../../site.ts'
import { nothingToShow } from './mail_preview.ts'
import { drawMail, drawOrderPage, drawPassPage, drawReceipt } from './order_preview.ts'
import { sendStill } from './still.ts'

interface OrderRoute {
  Params: { id: string }
}
type PassRoute = { Params: OrderRoute['Params'] & { pass_id: string } }
type MailRoute = { Params: OrderRoute['Params'] & { mail_id: string } }

const path = '/dashboard/orders/:id/preview'
/** Paper loads nothing and sends nothing; a sandbox would keep browsers from showing it. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/**
 * What the guest of an order sees, for members alone, as it is now: nothing is sent, nothing can be
 * done in it, and no address or code in it lets anybody in.
 */
export function previewRoutes(app: FastifyInstance, site: Site): void {
  const config = { permission: 'orders.read' } as const

  app.get<OrderRoute>(`${path}/page`, { config }, async (request, reply) =>
    sendStill(reply, 'page', await drawOrderPage(site, site.page(request), request.params.id)),
  )

  app.get<PassRoute>(`${path}/passes/:pass_id`, { config }, async (request, reply) => {
    const { id, pass_id } = request.params
    return sendStill(reply, 'page', await drawPassPage(site, site.page(request), id, pass_id))
  })

  app.get<OrderRoute>(`${path}/receipt`, { config }, async (request, reply) =>
    reply
      .type('application/pdf')
      .header('content-security-policy', PAPER_POLICY)
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="receipt-${request.params.id}.pdf"`)
      .send(await drawReceipt(site, site.page(request), request.params.id)),
  )

  app.get<MailRoute>(`${path}/mails/:mail_id`, { config }, async (request, reply) => {
    const { id, mail_id } = request.params
    const mail = await drawMail(site, id, mail_id, wordsFor(request))
    return sendStill(reply, 'mail', mail ?? notSent(request))
  })
}

/** What stands above a mail, in the language of whoever looks at it. */
export const wordsFor = (request: FastifyRequest) => dashboardMessages(localeOf(request)).preview

function notSent(request: FastifyRequest): string {
  return nothingToShow(localeOf(request), wordsFor(request).notSent)
}
