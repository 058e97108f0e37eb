import assert from 'node:assert/strict'
import type { OrderTicket } from '../src/web/dashboard/api/desk_answers.ts'
import type { PreviewAnswer } from '../src/web/dashboard/api/guest_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import { shownOrder } from './desk.ts'
import type { GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

type Place = Pick<House, 'url'>
type Known = Pick<GuestOrder, 'order_id'>
type Reply = DashboardReply<{ outcome: string }>

/** The tickets or passes of an order, as its page in the dashboard has them. */
export async function entriesAt(
  house: Place,
  member: Browser,
  order: Known,
): Promise<OrderTicket[]> {
  return (await shownOrder(house, member, order)).tickets
}

/** Gives a ticket or pass a new code; it was replaced as often as it says. */
export function reissueEntry(
  house: Place,
  member: Browser,
  { order_id }: Known,
  { id, replacements }: Pick<OrderTicket, 'id' | 'replacements'>,
): Promise<Reply> {
  const path = `orders/${order_id}/entries/${id}/reissue`
  return dashboard(house, member, 'POST', path, { replacements })
}

/** Calls the guest of an order, or the holder of one of its passes, by another name. */
export function renameGuestOf(
  house: Place,
  member: Browser,
  { order_id }: Known,
  name: string,
  passId?: string,
): Promise<Reply> {
  const path = passId === undefined ? '' : `/passes/${passId}`
  return dashboard(house, member, 'POST', `orders/${order_id}${path}/name`, { name })
}

/** All that can be previewed of an order. */
export async function previewsOf(
  house: Place,
  member: Browser,
  { order_id }: Known,
): Promise<PreviewAnswer> {
  const path = `orders/${order_id}/preview`
  const { status, body } = await dashboard<PreviewAnswer>(house, member, 'GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** The code of a ticket or a pass. */
export async function codeOfEntry({ db }: Pick<House, 'db'>, id: string): Promise<string> {
  const { rows } = await db.query<{ code: string }>({
    text: `select code from tickets where id = $1 union all select code from passes where id = $1`,
    values: [id],
  })
  return rows[0]?.code ?? assert.fail(`${id} has no code`)
}

/** Fails unless that was refused with this code, about this field. */
export function assertGuestRefused({ status, body }: Reply, code: string, field: string): void {
  assert.equal(body.code, code, JSON.stringify(body))
  assert.equal(body.errors[0]?.field, field)
  assert.ok(status >= 400 && status < 500, String(status))
}
