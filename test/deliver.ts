import { createHmac } from 'node:crypto'
import type { BoxOffice } from './guest.ts'
import { webhookSecret } from './house.ts'

/** The header by which Stripe would sign `body` at `at_s`, in seconds since 1970. */
export function signed(
  body: string,
  at_s = Math.floor(Date.now() / 1000),
  secret = webhookSecret,
): string {
  const mac = createHmac('sha256', secret).update(`${at_s}.${body}`).digest('hex')
  return `t=${at_s},v1=${mac}`
}

/** Brings a webhook, as Stripe does or somebody who pretends to be; returns the answer's status. */
export async function deliver(
  { url }: Pick<BoxOffice, 'url'>,
  body: string,
  signature: string | undefined = signed(body),
): Promise<number> {
  const response = await fetch(`${url}/webhooks/stripe`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature && { 'stripe-signature': signature }),
    },
    body,
  })
  await response.body?.cancel()
  return response.status
}
