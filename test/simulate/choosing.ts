import type { GuestOrder } from '../guest.ts'
import { ask, type Reply } from './doorway.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'

type Wants = Plan['wants']

/**
 * Chooses tickets as planned: double clicks, slips, second thoughts and all. Returns the order that
 * the guest goes on with, or null when there is none.
 */
export async function chooseTickets(stage: Stage, plan: Plan): Promise<GuestOrder | null> {
  const [first, second, third] = plan.orders as [GuestOrder, GuestOrder, GuestOrder]
  await slip(stage, plan, first)
  if (plan.mind !== 'made_up') stage.tally.count('second thoughts')
  const placed = await place(stage, plan, first, plan.wants)
  // The page says what is left, and the guest takes of that.
  if (!placed) return place(stage, plan, second, plan.wants_then)
  if (plan.slip === 'stolen_order') await steal(stage, plan, first)
  if (plan.mind === 'chosen_again' && plan.by === 'form') {
    const reply = await postForm(stage, plan, first, plan.wants_then, plan.server)
    return reply.status === 303 ? orderIn(reply) : null
  }
  if (plan.mind === 'placed_again') {
    const { code } = await postApi(stage, plan, first, plan.wants_then, plan.server)
    if (code !== 'order_changed') stage.tally.fault(`choosing again was answered ${code}`)
    return place(stage, plan, third, plan.wants_then)
  }
  if (plan.mind === 'released') {
    await release(stage, plan, first)
    return place(stage, plan, third, plan.wants_then)
  }
  return placed
}

/** Posts one order, as often at once as the guest clicks; every click must get the same answer. */
async function place(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  wants: Wants,
): Promise<GuestOrder | null> {
  if (plan.clicks > 1) stage.tally.count('double clicks')
  const post = plan.by === 'form' ? postForm : postApi
  const clicks = Array.from({ length: plan.clicks }, (_, n) =>
    post(stage, plan, order, wants, plan.server + n),
  )
  const replies = await Promise.all(clicks)
  const placed = replies.filter(({ status }) => status === 201 || status === 303)
  if (placed.length === replies.length) return order
  const refused = replies.find(({ status }) => status !== 201 && status !== 303)
  // A click that comes after another one of the same order was refused may find stock again, and
  // one that had to be repeated for long may find its own order expired.
  const isKnown = refused?.status === 409
  if (!isKnown) stage.tally.fault(`placing was answered ${refused?.status} ${refused?.code}`)
  stage.tally.count(`orders refused ${refused?.code || 'by the page'}`)
  return placed.length > 0 ? order : null
}

function postApi(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  wants: Wants,
  server: number,
): Promise<Reply> {
  const night = nightOf(stage, plan)
  const lines = wants.map(([type, quantity]) => ({
    ticket_type_id: night.types[type] ?? 'typ_none',
    quantity,
  }))
  const { order_id, secret: order_secret } = order
  return ask(stage, {
    method: 'POST',
    path: '/api/orders',
    route: '/api/orders',
    json: { order_id, order_secret, night: night.slug, lines },
    server,
  })
}

function postForm(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  wants: Wants,
  server: number,
): Promise<Reply> {
  const night = nightOf(stage, plan)
  const quantities = wants.map(([type, quantity]) => [
    `quantity_${night.types[type]}`,
    String(quantity),
  ])
  return ask(stage, {
    method: 'POST',
    path: `/nights/${night.slug}/orders`,
    route: '/nights/:slug/orders',
    form: {
      order_id: order.order_id,
      order_secret: order.secret,
      ...(Object.fromEntries(quantities) as Record<string, string>),
    },
    server,
  })
}

function nightOf(stage: Stage, plan: Plan): Stage['nights'][number] {
  const night = stage.nights[plan.night]
  if (!night) throw new Error(`there is no night ${plan.night}`)
  return night
}

/**
 * The order whose checkout the form has led to: an id of the server's own, where it was changed.
 */
function orderIn({ location }: Reply): GuestOrder | null {
  const [, order_id, secret] = /\/orders\/(\w+)\/(\w+)\/checkout$/.exec(location) ?? []
  return order_id && secret ? { order_id, secret } : null
}

/** What no page of ours would send is refused, and nothing has changed. */
async function slip(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const wrong: Partial<Record<Plan['slip'], Wants>> = {
    no_tickets: [[0, 0]],
    strange_type: [[7, 1]],
  }
  const wants = wrong[plan.slip]
  if (!wants) return
  const { status } = await postApi(stage, plan, order, wants, plan.server)
  if (status !== 422) stage.tally.fault(`the slip ${plan.slip} was answered ${status}`)
}

/** Somebody who has heard of the id, and not of the secret, gets nothing (F49). */
async function steal(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const thief = { ...order, secret: order.secret.split('').toReversed().join('') }
  const { code } = await postApi(stage, plan, thief, plan.wants, plan.server)
  if (code !== 'order_taken') stage.tally.fault(`a stolen order was answered ${code}`)
}

async function release(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const { status } = await ask(stage, {
    method: 'POST',
    path: `/orders/${order.order_id}/${order.secret}/release`,
    route: '/orders/:order_id/:secret/release',
    server: plan.server,
  })
  if (status !== 303) stage.tally.fault(`releasing was answered ${status}`)
}
