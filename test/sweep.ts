import { clientSecretOf, eventually, type BoxOffice, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import { ga, placeOf } from './ware.ts'

/** What a test of the sweep looks at: the books, and Stripe. */
export type Books = Pick<House, 'db' | 'sim'>

/** Every chore comes at least this often in these tests. */
export const QUICK = { SWEEP_SECONDS_MAX: '0.2' }

/** An order that is placed and whose intent is made; its guest has not paid. */
export async function orderAtCheckout(
  house: House,
  heads = 1,
  ware = ga,
): Promise<GuestOrder & { email: string; client_secret: string; intent: string }> {
  const order = await placeOf(ware, house, heads)
  const client_secret = await clientSecretOf(house, order)
  return { ...order, client_secret, intent: client_secret.split('_secret_')[0] ?? '' }
}

/** Pays at Stripe without a word to the product, as a guest whose page is closed at once. */
export async function payAtStripe(
  { sim }: Pick<BoxOffice, 'sim'>,
  { client_secret, intent }: { client_secret: string; intent: string },
  payment_method = 'pm_card_visa',
): Promise<void> {
  await fetch(`${sim.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.publishableKey}` },
    body: new URLSearchParams({
      client_secret,
      payment_method,
      return_url: 'https://guest.example/',
    }),
  })
}

/** The open alerts of a kind. */
export async function alertsOf(
  { db }: Pick<Books, 'db'>,
  kind: string,
): Promise<{ subject_id: string; detail: Record<string, string | number> }[]> {
  const { rows } = await db.query<never>({
    text: `select subject_id, detail from alerts where kind = $1 and state = 'open'`,
    values: [kind],
  })
  return rows
}

/** Waits until an alert of a kind is open, and returns what it says. */
export async function alertOpened(books: Pick<Books, 'db'>, kind: string) {
  return eventually(`an alert ${kind} is open`, async () => (await alertsOf(books, kind))[0])
}

/** Waits until no alert of a kind is open. */
export async function alertCleared(books: Pick<Books, 'db'>, kind: string): Promise<void> {
  await eventually(
    `the alert ${kind} has cleared itself`,
    async () => (await alertsOf(books, kind)).length === 0,
  )
}

/** Waits until `rounds` more rounds of a chore have begun and ended well. */
export async function roundsDone(
  { db }: Pick<Books, 'db'>,
  chore: string,
  rounds = 1,
): Promise<void> {
  const last = async () => {
    const { rows: found } = await db.query<{ done: string | null }>({
      text: `select done_at::text as done from chores where name = $1`,
      values: [chore],
    })
    return found[0]?.done ?? null
  }
  // One more, since the first end that is seen may be that of a round which had begun before.
  for (let n = 0; n <= rounds; n += 1) {
    const before = await last()
    await eventually(`a round of ${chore} ends`, async () => (await last()) !== before)
  }
}

/** Takes away every job for an order, a refund or a mail, as if the queue had lost them. */
export async function loseJobs(books: Pick<Books, 'db'>, id: string): Promise<number> {
  return (await queuesLost(books, id)).length
}

/**
 * Takes away an order's next retry to issue, and every other job of it. What is on its way from one
 * table to the other is seen in neither, and is waited for; its other jobs are no sign of it.
 */
export async function loseRetry(
  books: Pick<Books, 'db'>,
  { order_id }: { order_id: string },
): Promise<void> {
  await eventually('its retry is lost', async () =>
    (await queuesLost(books, order_id)).includes('order.fulfil'),
  )
}

/** The queues of the jobs that were taken away. */
async function queuesLost({ db }: Pick<Books, 'db'>, id: string): Promise<string[]> {
  const { rows } = await db.query<{ queue: string }>({
    text: `with waiting as (
             delete from job_requests where payload::text like '%' || $1 || '%' returning queue)
           , queued as (
             delete from pgboss.job where data::text like '%' || $1 || '%'
                and state < 'completed' returning name)
           select queue from waiting union all select name from queued`,
    values: [id],
  })
  return rows.map(({ queue }) => queue)
}

/** While it lasts, payments can be found by their events alone. */
export function hideIntents({ sim }: Pick<House, 'sim'>): Promise<unknown> {
  const path = '/v1/payment_intents/*'
  return sim.control.failRequests({ path, method: 'GET', effect: 'error', times: null })
}

/** Another product in the same Stripe account has a bad day: twice `count` events, none of ours. */
export async function declineElsewhere({ sim }: Pick<House, 'sim'>, count: number): Promise<void> {
  const post = async (path: string, body: Record<string, string>) => {
    const response = await fetch(`${sim.url}/v1/payment_intents${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sim.secretKey}` },
      body: new URLSearchParams(body),
    })
    return (await response.json()) as { id: string }
  }
  const allow = { 'automatic_payment_methods[allow_redirects]': 'never' }
  await sim.control.configure({ confirmations_max: 10_000 })
  const enabled = { 'automatic_payment_methods[enabled]': 'true', ...allow }
  const { id } = await post('', { amount: '1000', currency: 'eur', ...enabled })
  const card = { payment_method: 'pm_card_visa_chargeDeclined' }
  for (let n = 0; n < count; n += 1) await post(`/${id}/confirm`, card)
}
