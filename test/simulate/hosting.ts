import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { until } from './aftermath.ts'
import { place } from './choosing.ts'
import { scan } from './door.ts'
import { ask } from './doorway.ts'
import { playOrder } from './ordering.ts'
import type { Deed } from './party_plan.ts'
import type { Plan } from './plan.ts'
import { followPromise } from './promise.ts'
import type { Stage } from './stage.ts'
import { hasEnded, liveBookingOf, passesOf, type PartyPass } from './table_books.ts'

/** Longer than lost news of money takes to be found, as a rule. */
const BOOKED_MS_MAX = 25_000
/** What a link that is taken, taken back or over is answered. */
const TOO_LATE = new Set([409, 410])

/** A booker whose table is paid for hands out passes, takes them back and asks for more heads. */
export async function hostParty(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const { party, more } = plan
  const booking = await until(BOOKED_MS_MAX, async () => {
    const found = await liveBookingOf(stage, order)
    return found ?? ((await hasEnded(stage, order, plan.trick !== 'none')) && 'none')
  })
  if (!party || !booking || booking === 'none') return
  stage.tally.count('parties hosted')
  if (more) stage.later(askForMore(stage, more, order, booking.id, party.more?.guests ?? 1))
  stage.later(followPromise(stage, plan, order, booking.id))
  for (const deed of party.deeds) {
    const passes = await passesOf(stage, booking.id)
    const pass = passes[Math.floor(deed.which * passes.length)]
    if (!pass) return
    await DEEDS[deed.what](stage, plan, order, pass)
    await sleep(deed.pause_ms)
  }
}

const DEEDS: Record<
  Deed['what'],
  (stage: Stage, plan: Plan, order: GuestOrder, pass: PartyPass) => Promise<void>
> = {
  claim: async (stage, plan, _order, pass) => {
    await claim(stage, plan.server, pass, 'Ada')
  },
  claim_at_once: async (stage, plan, _order, pass) => {
    const names = ['Ada', 'Grace']
    const claims = names.map((name, n) => claim(stage, plan.server + n, pass, name))
    const won = (await Promise.all(claims)).filter((isWon) => isWon).length
    if (won > 1) stage.tally.fault(`pass ${pass.id} was claimed by two`)
    stage.tally.count('passes claimed by two at once')
  },
  name: async (stage, plan, order, pass) => {
    await post(stage, plan, order, pass, 'name', { name: 'Edsger' })
  },
  revoke: async (stage, plan, order, pass) => {
    if (!(await post(stage, plan, order, pass, 'replacement'))) return
    const { status } = await scan(stage, plan, pass.code, 'upstairs')
    if (status === 201) stage.tally.fault(`pass ${pass.id} was taken back and let in`)
    stage.tally.count('passes taken back')
  },
  revoke_at_the_door: async (stage, plan, order, pass) => {
    const [isBack, { status }] = await Promise.all([
      post(stage, plan, order, pass, 'replacement'),
      scan(stage, plan, pass.code, 'downstairs'),
    ])
    if (isBack && status === 201)
      stage.tally.fault(`pass ${pass.id} was let in and taken back at once`)
    stage.tally.count('passes taken back at the door')
  },
}

/** A guest who has got the link claims the pass; false when somebody else has it, or nobody may. */
async function claim(
  stage: Stage,
  server: number,
  { id, claim_secret }: PartyPass,
  name: string,
): Promise<boolean> {
  const route = '/passes/:pass_id/:claim_secret/claim'
  const path = `/passes/${id}/${claim_secret}/claim`
  const { status } = await ask(stage, { method: 'POST', path, route, form: { name }, server })
  if (status !== 303 && !TOO_LATE.has(status)) stage.tally.fault(`${route}: ${status}`)
  if (status === 303) stage.tally.count('passes claimed')
  return status === 303
}

/** The booker does something with a pass on the order's page; false when it was too late. */
async function post(
  stage: Stage,
  { server }: Plan,
  { order_id, secret }: GuestOrder,
  { id }: PartyPass,
  what: 'name' | 'replacement',
  form: Record<string, string> = {},
): Promise<boolean> {
  const route = `/orders/:order_id/:secret/passes/:pass_id/${what}`
  const path = `/orders/${order_id}/${secret}/passes/${id}/${what}`
  const { status } = await ask(stage, { method: 'POST', path, route, form, server })
  if (status !== 303 && !TOO_LATE.has(status)) stage.tally.fault(`${route}: ${status}`)
  return status === 303
}

async function askForMore(
  stage: Stage,
  more: Plan,
  booking: GuestOrder,
  booking_id: string,
  guests: number,
): Promise<void> {
  const [first] = more.orders as [GuestOrder]
  const order = await place(stage, more, first, { more: { booking_id, booking, guests } })
  if (!order) return stage.tally.count('found no place for more heads')
  const { rowCount } = await stage.premises.db.query({
    text: `select from orders where id = $1`,
    values: [order.order_id],
  })
  if (rowCount === 0) return stage.tally.count('more heads that the table includes')
  stage.tally.count('orders of more heads')
  await playOrder(stage, more, order)
}
