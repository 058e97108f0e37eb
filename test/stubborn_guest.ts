import { newId, newSecret } from '../src/kernel/index.ts'
import type { Fate } from './crash.ts'
import { api, eventually, tryToPlace, type Answer, type GuestOrder } from './guest.ts'
import type { Premises, Server } from './processes.ts'
import type { OnSale } from './ware.ts'

/**
 * Buys tickets or a table as a browser does whose guest does not give up: where no answer comes,
 * the same is asked again, maybe of another server. `choose` says of which one each time.
 */
export async function buyStubbornly(
  premises: Premises,
  { ware, slug, wish }: OnSale,
  heads: number,
  choose: () => Server,
): Promise<Fate> {
  const order = { order_id: newId('ord'), secret: newSecret() }
  const guest = {
    name: 'Ada',
    email: `${newSecret()}@guest.example`,
    phone: '+49 30 1234567',
  }
  const office = () => ({ url: choose().url, sim: premises.sim })
  await answered('the order is placed', 201, () => tryToPlace(office(), slug, wish(heads), order))
  const path = `/api/orders/${order.order_id}`
  await answered('the guest is named', 200, () =>
    api(office(), 'PUT', `${path}/guest`, guest, order),
  )
  await eventually('the order is paid', async () => {
    const { body } = await answered<Payment>('the payment is prepared', 200, () =>
      api(office(), 'POST', `${path}/payment`, {}, order),
    )
    if (body.client_secret) await confirm(premises, body.client_secret, order)
    return body.state === 'paid'
  })
  return { ware, order: { ...order, email: guest.email }, heads, end: 'fulfilled' }
}

interface Payment {
  state: string
  client_secret?: string
}

async function answered<Body>(
  what: string,
  status: number,
  ask: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  return eventually(what, async () => {
    const answer = await ask().catch(() => undefined)
    return answer?.status === status && answer
  })
}

async function confirm(
  { sim }: Premises,
  client_secret: string,
  { order_id }: GuestOrder,
): Promise<void> {
  const intent = client_secret.split('_secret_')[0] ?? ''
  await fetch(`${sim.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.publishableKey}` },
    body: new URLSearchParams({
      client_secret,
      payment_method: 'pm_card_visa',
      return_url: `${sim.url}/${order_id}`,
    }),
  })
}
