import type { Purchase } from '../../storefront/purchase.ts'
import { groupCode } from '../../storefront/documents/index.ts'

/** Stands in the place of whatever opens a page or a door; the door knows no such code. */
export const SAMPLE_CODE = 'PREVIEW0PREVIEW0PREVIEW000'
const SAMPLE_SECRET = 'preview'

/** What must not be in a preview: the guest's own secrets. */
export interface Secrets {
  codes: string[]
  links: string[]
}

/** All secrets of an order and of the party that it belongs to. */
export function secretsOf({ order, tickets, party }: Purchase): Secrets {
  const passes = party?.passes ?? []
  const booking = party?.booking_path?.split('/').at(-1)
  return {
    codes: [...tickets, ...passes].map(({ code }) => code),
    links: [
      order.secret,
      ...passes.map((pass) => pass.claim_secret),
      ...(booking ? [booking] : []),
    ],
  }
}

/** The same order with nothing in it by which anybody could be let in, or act as the guest. */
export function withoutSecrets(purchase: Purchase): Purchase {
  const { order, tickets, party } = purchase
  return {
    ...purchase,
    order: { ...order, secret: SAMPLE_SECRET },
    tickets: tickets.map((ticket) => ({ ...ticket, code: SAMPLE_CODE })),
    party: party && {
      ...party,
      booking_path: party.booking_path && `/orders/${SAMPLE_SECRET}`,
      passes: party.passes.map((pass) => {
        return { ...pass, code: SAMPLE_CODE, claim_secret: SAMPLE_SECRET }
      }),
    },
  }
}

/** A finished text without any of the secrets, wherever they stand in it. */
export function hideSecrets(text: string, { codes, links }: Secrets): string {
  let hidden = text
  for (const code of codes) {
    hidden = hidden.replaceAll(groupCode(code), groupCode(SAMPLE_CODE))
    hidden = hidden.replaceAll(code, SAMPLE_CODE)
  }
  for (const link of links) hidden = hidden.replaceAll(link, SAMPLE_SECRET)
  return hidden
}
