import assert from 'node:assert/strict'
import type { OrderAnswer } from '../src/web/dashboard/api/desk_answers.ts'
import { breakIssuing, issuingTries } from './broken_issuing.ts'
import { eventually, orderState, pay, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'
import { placeOf, type Ware } from './ware.ts'

/** What the dashboard's API answers about one order. */
export interface DeskAnswer {
  status: number
  type: string
  body: Record<string, unknown> & { code?: string; errors?: { field: string }[] }
}

/** Asks for, or does, something with an order in the name of whoever is signed in. */
export async function desk(
  { url }: Pick<House, 'url'>,
  member: Browser,
  { order_id }: Pick<GuestOrder, 'order_id'>,
  action: '' | '/issue' | '/refund' | '/resend' | '/email' | '/note' = '',
  body: object = {},
): Promise<DeskAnswer> {
  const response = await fetch(`${url}/api/dashboard/orders/${order_id}${action}`, {
    method: action ? 'POST' : 'GET',
    headers: {
      cookie: member.cookie(),
      origin: url,
      ...(action && { 'content-type': 'application/json' }),
    },
    ...(action && { body: JSON.stringify(body) }),
  })
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, body: (await response.json()) as DeskAnswer['body'] }
}

/** An order as its page shows it. */
export async function shownOrder(
  house: Pick<House, 'url'>,
  member: Browser,
  order: Pick<GuestOrder, 'order_id'>,
): Promise<OrderAnswer> {
  const { status, body } = await desk(house, member, order)
  assert.equal(status, 200, JSON.stringify(body))
  return body as unknown as OrderAnswer
}

/** Fails unless that was refused with this code, about this field. */
export function assertDeskRefused(answer: DeskAnswer, code: string, field: string): void {
  assert.equal(answer.body.code, code, JSON.stringify(answer.body))
  assert.equal(answer.body.errors?.[0]?.field, field)
  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status))
  assert.match(answer.type, /^application\/problem\+json/)
}

/** An order that is paid, and whose tickets could not be issued after every retry there is. */
export async function stuckOrder(
  house: House,
  ware: Ware,
  heads = 2,
): Promise<GuestOrder & { email: string; night: string }> {
  const order = await placeOf(ware, house, heads)
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually('the order is stuck', async () => {
    return (await orderState(house, order)).fulfilment === 'stuck'
  })
  assert.ok((await issuingTries(house.db)) > 0)
  return order
}
