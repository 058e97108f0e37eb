import type { GuestOrder } from '../guest.ts'
import { ask, type Reply } from './doorway.ts'
import type { Plan } from './plan.ts'
import { nightOf, type Stage } from './stage.ts'
import { bodyOf, formOf, slipOf, wishesOf, type Wish } from './wishes.ts'

/**
 * Chooses tickets or a table as planned: double clicks, slips, second thoughts and all. Returns the
 * order that the guest goes on with, or null when there is none.
 */
export async function choose(stage: Stage, plan: Plan): Promise<GuestOrder | null> {
  const [first, second, third] = plan.orders as [GuestOrder, GuestOrder, GuestOrder]
  const wishes = wishesOf(plan, nightOf(stage, plan))
  await slip(stage, plan, first)
  if (plan.mind !== 'made_up') stage.tally.count('second thoughts')
  const placed = await place(stage, plan, first, wishes.first)
  // The page says what is left, and the guest takes of that.
  if (!placed) return place(stage, plan, second, wishes.second)
  if (plan.slip === 'stolen_order') await steal(stage, plan, first, wishes.first)
  if (plan.mind === 'chosen_again' && plan.by === 'form') {
    const post = await openForm(stage, plan, wishes.second)
    const reply = await post(first, plan.server)
    return reply.status === 303 ? orderIn(reply) : null
  }
  if (plan.mind === 'placed_again') {
    const { code } = await openApi(stage, plan, wishes.second)(first, plan.server)
    if (code !== 'order_changed') stage.tally.fault(`choosing again was answered ${code}`)
    return place(stage, plan, third, wishes.second)
  }
  if (plan.mind === 'released') {
    await release(stage, plan, first)
    return place(stage, plan, third, wishes.second)
  }
  return placed
}

/**
 * Posts one order, as often at once as the guest clicks; every click must get the same answer. The
 * order that the guest goes on with, or null when it was refused.
 */
export async function place(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  wish: Wish,
): Promise<GuestOrder | null> {
  if (plan.clicks > 1) stage.tally.count('double clicks')
  const open = plan.by === 'form' ? openForm : openApi
  const post = await open(stage, plan, wish)
  const clicks = Array.from({ length: plan.clicks }, (_, n) => post(order, plan.server + n))
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

/** Posts a wish for one order to one of the servers. */
type Post = (order: GuestOrder, server: number) => Promise<Reply>

function openApi(stage: Stage, plan: Plan, wish: Wish): Post {
  const night = nightOf(stage, plan)
  return ({ order_id, secret: order_secret }, server) =>
    ask(stage, {
      method: 'POST',
      path: '/api/orders',
      route: '/api/orders',
      json: { order_id, order_secret, night: night.slug, ...bodyOf(wish, night) },
      server,
    })
}

async function openForm(stage: Stage, plan: Plan, wish: Wish): Promise<Post> {
  const { path, route, fields } = formOf(wish, nightOf(stage, plan))
  const { refused, ...terms } = 'table' in wish ? await readTerms(stage, plan, path, route) : {}
  if (refused) return () => Promise.resolve(refused)
  return ({ order_id, secret: order_secret }, server) =>
    ask(stage, {
      method: 'POST',
      path,
      route,
      form: { order_id, order_secret, ...fields, ...terms },
      server,
    })
}

/** What a table's page asks the party to agree to; or its answer, when there is no form on it. */
async function readTerms(
  stage: Stage,
  { server }: Plan,
  path: string,
  route: string,
): Promise<{ terms?: string; refused?: Reply }> {
  const page = await ask(stage, { method: 'GET', path, route, server })
  const [, terms] = /name="terms" value="([^"]+)"/.exec(page.text) ?? []
  if (terms) return { terms }
  if (page.status !== 200) stage.tally.fault(`${route} was answered ${page.status}`)
  return { refused: { ...page, status: 409, code: 'table_taken' } }
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
  const wish = slipOf(plan, nightOf(stage, plan))
  if (!wish) return
  const { status } = await openApi(stage, plan, wish)(order, plan.server)
  if (status !== 422) stage.tally.fault(`the slip ${plan.slip} was answered ${status}`)
}

/** Somebody who has heard of the id, and not of the secret, gets nothing (F49). */
async function steal(stage: Stage, plan: Plan, order: GuestOrder, wish: Wish): Promise<void> {
  const thief = { ...order, secret: order.secret.split('').toReversed().join('') }
  const { code } = await openApi(stage, plan, wish)(thief, plan.server)
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
