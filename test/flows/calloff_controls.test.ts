import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { mustCallOff } from '../calloff.ts'
import { without, type Guard } from '../guards.ts'
import { eventually, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { QUICK } from '../sweep.ts'
import { wares, type Ware } from '../ware.ts'

// The controls of calling a night off while guests pay: which guards see to it that their money
// goes back, and that without both it does not. What they guard is mended by them later, so that
// the books are clean in the end.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** A night that is called off is so for whoever pays. Off: it forgets that. */
const nightState: Guard = {
  off: `create function forgetful_night() returns trigger language plpgsql as $$
          begin
            new.state := 'published';
            return new;
          end $$;
        create trigger forgetful_night before update on nights
          for each row when (new.state = 'cancelled') execute function forgetful_night()`,
  on: `drop function forgetful_night cascade`,
}

/** The house looks at nights that are called off again and again. Off: nobody does any chore. */
const chores: Guard = {
  off: `create function no_chores() returns trigger language plpgsql as $$
          begin
            return null;
          end $$;
        create trigger no_chores before update on chores
          for each row execute function no_chores()`,
  on: `drop function no_chores cascade`,
}

/** A guest pays, the night is called off, and Stripe's event comes after it. */
async function paidMeanwhile(ware: Ware, off: Guard[], wanted: 'refunded' | 'fulfilled') {
  const night = await ware.open(house.db, 2)
  const order = await placeOrder(house, night.slug, night.wish(2))
  await without(house.db, off, async () => {
    const { control } = house.sim
    await control.failWebhooks({ type: 'payment_intent.succeeded', effect: 'hold' })
    await pay(house, order)
    await mustCallOff(house, owner, night)
    await control.releaseWebhooks()
    await eventually(`the order is ${wanted}`, async () => {
      return (await orderState(house, order)).state === wanted
    })
    await control.idle()
    const { state, tickets } = await orderState(house, order)
    assert.deepEqual([state, tickets], [wanted, wanted === 'refunded' ? 0 : 2])
  })
  return order
}

for (const ware of wares) {
  test(`control: with the night's state alone who pays meanwhile is refunded (${ware.name})`, async () => {
    await paidMeanwhile(ware, [chores], 'refunded')
  })

  test(`control: with the chore alone who pays meanwhile is refunded (${ware.name})`, async () => {
    await paidMeanwhile(ware, [nightState], 'refunded')
  })

  test(`control: without both who pays has tickets for a night that is called off (${ware.name})`, async () => {
    const order = await paidMeanwhile(ware, [nightState, chores], 'fulfilled')
    await eventually('the chore has come back, and sees to it', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
  })
}
