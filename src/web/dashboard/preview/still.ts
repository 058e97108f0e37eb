import type { FastifyReply } from 'fastify'

/** What a finished page does: each is taken out of a preview, where nothing may happen. */
const DEEDS: [RegExp, string][] = [
  [/<script\b[^>]*>[\s\S]*?<\/script>/g, ''],
  [/<noscript\b[^>]*>[\s\S]*?<\/noscript>/g, ''],
  // A link without an address is plain text, for keyboards and screen readers as well.
  [/(<a\b[^>]*?)\shref="[^"]*"/g, '$1'],
  [/<form\b[^>]*?(\sclass="[^"]*")?[^>]*>/g, '<form$1>'],
  [/<(button|input|select|textarea)\b/g, '<$1 disabled'],
]

/** The same page with no link, form or script: whoever looks at it cannot act as its guest. */
export function still(page: string): string {
  return DEEDS.reduce((left, [deed, instead]) => left.replace(deed, instead), page)
}

/** Mails bring their styles with them. */
const STYLES = { page: "style-src 'self'", mail: "style-src 'unsafe-inline'" }

/**
 * Sends a preview, to be framed by pages of ours alone. Its policy lets no script run and no form
 * be sent, whatever has been overlooked in it.
 */
export function sendStill(
  reply: FastifyReply,
  kind: keyof typeof STYLES,
  document: string,
): FastifyReply {
  const policy = [
    // Its origin stays, so that its own style and fonts are loaded; nothing runs, opens or is sent.
    'sandbox allow-same-origin',
    "default-src 'none'",
    STYLES[kind],
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ]
  return reply
    .header('content-security-policy', policy.join('; '))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(still(document))
}
