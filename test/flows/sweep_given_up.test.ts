import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually, fulfilled } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertsOf,
  declineElsewhere,
  hideIntents,
  orderAtCheckout,
  payAtStripe,
  QUICK,
} from '../sweep.ts'

// A house of its own: Stripe's clock is a day ahead in the end.

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

test('F04: a dozen events that fail for a day are given up, and what is older is found', async () => {
  const order = await orderAtCheckout(house)
  await house.sim.control.idle()
  await house.stopProduct()
  await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: null })
  await payAtStripe(house, order)
  await declineElsewhere(house, 12)
  await house.sim.control.advanceClock({ seconds: 25 * 3600 })
  // Stripe's newest event tells how late it is there.
  await declineElsewhere(house, 1)
  await house.db.query({
    text: `create function refuse_declines() returns trigger language plpgsql as
             $$ begin raise exception 'declines cannot be stored'; end $$;
           create trigger refuse_declines before insert on webhooks
             for each row when (new.type = 'charge.failed') execute function refuse_declines()`,
  })
  await hideIntents(house)
  await house.restart()
  await fulfilled(house, order, 1)
  await eventually('the owner is told of each', async () => {
    return (await alertsOf(house, 'event_failed')).length === 12
  })
  await house.db.query({ text: `drop function refuse_declines cascade` })
  await house.sim.control.clearFaults()
  await audit(house)
})
