import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { nextRandom } from '../../stripe-sim/faults/selection.ts'
import { audit } from '../audit.ts'
import { happenedOnce, reached, type Fate } from '../crash.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { buyStubbornly } from '../stubborn_guest.ts'
import { ga, vip } from '../ware.ts'

// Two processes with web server and workers each, and guests who buy meanwhile at any of them.

let premises: Premises
before(async () => {
  premises = await openPremises(2)
  await Promise.all(premises.servers.map((server) => server.start()))
})
after(() => premises.close())

/** Another seed kills at other moments: `CRASH_SEED=7 node --test …`. */
const SEED = Number(process.env['CRASH_SEED'] ?? 20261114)
const GUESTS = 20
const KILLS = 5
const PAUSE_MS_MAX = 700

/**
 * Guests come one after the other, each as soon as the one before has begun: the first for tickets,
 * the second for a VIP table, and so on.
 */
async function guestsBuy(choose: () => Server): Promise<Fate[]> {
  const nights = [await ga.open(premises.db, GUESTS * 3), await vip.open(premises.db, GUESTS)]
  return Promise.all(
    Array.from({ length: GUESTS }, (_, n) =>
      buyStubbornly(premises, nights[n % 2]!, 1 + (n % 3), choose),
    ),
  )
}

async function allAreWhole(fates: Fate[]): Promise<void> {
  for (const fate of fates) await reached(premises, fate)
  await audit(premises)
}

test('F05, F08, F37: kill -9 at seeded moments during 20 orders, GA and VIP; each has its tickets or passes once', async (context) => {
  context.diagnostic(`CRASH_SEED=${SEED}`)
  const chance = { lot: SEED }
  const choose = () => premises.servers[nextRandom(chance) < 0.5 ? 0 : 1]!
  const buying = guestsBuy(choose)
  let kills = 0
  for (; kills < KILLS; kills += 1) {
    await sleep(nextRandom(chance) * PAUSE_MS_MAX)
    const server = choose()
    await server.kill()
    await server.start()
  }
  const fates = await buying
  await allAreWhole(fates)
  for (const fate of fates) await happenedOnce(premises, fate, 'mail may come twice')
})

test('F72: a deploy restarts one server after the other in the middle of 20 payments, GA and VIP; nothing is lost', async () => {
  let turn = 0
  const choose = () => premises.servers[(turn += 1) % 2]!
  const buying = guestsBuy(choose)
  for (const server of premises.servers) {
    await server.kill('SIGTERM')
    assert.equal(
      (await server.ended()).how,
      0,
      'it ended by itself, with all that was at hand done',
    )
    await server.start()
  }
  const fates = await buying
  await allAreWhole(fates)
  for (const fate of fates) await happenedOnce(premises, fate, 'one mail each')
})
