import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import type { OrderOffer } from '../src/web/dashboard/api/desk_answers.ts'
import type { OfferMadeAnswer } from '../src/web/dashboard/api/move_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import { shownOrder } from './desk.ts'
import { eventually, orderState, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'
import { buyAt, nightAt, wantedFor } from './move.ts'
import type { VipNightMade } from './vip_catalog.ts'

type Asked = Pick<House, 'url'>
type Order = Pick<GuestOrder, 'order_id'>

/** What the dialog would send to have the guest pay the difference of that night first. */
export async function offerFor(
  house: Asked,
  member: Browser,
  order: Order,
  night: Pick<VipNightMade, 'night_id'>,
): Promise<Record<string, unknown> & { offer_id: string; difference_minor: number }> {
  const { move_id: _, waives: __, ...wanted } = await wantedFor(house, member, order, night)
  return { ...wanted, offer_id: newId('ord') }
}

/** Asks the guest for the difference. */
export function askForDifference(
  house: Asked,
  member: Browser,
  { order_id }: Order,
  wanted: object,
): Promise<DashboardReply<OfferMadeAnswer>> {
  return dashboard<OfferMadeAnswer>(house, member, 'POST', `orders/${order_id}/move/offer`, wanted)
}

/** Takes that back. */
export function takeOfferBack(
  house: Asked,
  member: Browser,
  { order_id }: Order,
  difference: Order,
): Promise<DashboardReply<object>> {
  const path = `orders/${order_id}/move/offer/withdrawal`
  return dashboard(house, member, 'POST', path, { offer_id: difference.order_id })
}

/** The order of the difference that the guest of `order` is asked for, as its mail leads to it. */
export async function mustOffer(
  house: Pick<House, 'url' | 'db'>,
  member: Browser,
  order: Order,
  night: Pick<VipNightMade, 'night_id'>,
): Promise<GuestOrder> {
  const wanted = await offerFor(house, member, order, night)
  const { status, body } = await askForDifference(house, member, order, wanted)
  assert.equal(status, 201, JSON.stringify(body))
  return differenceOf(body)
}

/** The same from the link. */
export function differenceOf({ pay_url }: { pay_url: string }): GuestOrder {
  const [, order_id = '', secret = ''] = /\/orders\/([^/]+)\/([^/]+)\/checkout$/.exec(pay_url) ?? []
  return { order_id, secret }
}

/** Two nights, two tickets of the cheaper one, and a guest who is asked for the difference. */
export async function offered(house: House, member: Browser, capacity = 100) {
  const from = await nightAt(house, 5000)
  const to = await nightAt(house, 8000, { capacity })
  const order = await buyAt(house, 'GA', from)
  const difference = await mustOffer(house, member, order, to)
  return { from, to, order, difference }
}

/** What the order's page in the dashboard says of it. */
export async function offersOf(
  house: Pick<House, 'url'>,
  member: Browser,
  order: Order,
): Promise<OrderOffer[]> {
  return (await shownOrder(house, member, order)).offers
}

/** Waits until an order is in that state. */
export async function stateIs(
  house: Pick<House, 'db'>,
  order: GuestOrder,
  state: string,
): Promise<void> {
  await eventually(`order ${order.order_id} is ${state}`, async () => {
    return (await orderState(house, order)).state === state
  })
}
