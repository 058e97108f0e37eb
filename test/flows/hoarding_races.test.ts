import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { tryToPlace, type BoxOffice } from '../guest.ts'
import { visitorLock, without } from '../guards.ts'
import { openPremises, type Premises } from '../processes.ts'

// One visitor at two processes of the product at once, and the control of that race.

const PLACES_MAX = 5
const AT_ONCE = 20

let premises: Premises
before(async () => {
  premises = await openPremises(2, { UNPAID_PLACES_MAX: String(PLACES_MAX) })
})
after(() => premises.close())

/** How many orders of one ticket are placed of those that are tried in one moment. */
async function placedAtOnce(): Promise<number> {
  // Each of a type of its own: the stock of one type would let them come one after the other.
  const kinds = Array.from({ length: AT_ONCE }, (_, n) => ({ name: `Door ${n}`, capacity: 50 }))
  const { slug, types } = await addNight(premises.db, { types: kinds })
  const offices = premises.servers.map(({ url }): BoxOffice => ({ url, sim: premises.sim }))
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) =>
      tryToPlace(offices[n % offices.length]!, slug, { [types[n]!]: 1 }),
    ),
  )
  const placed = answers.filter(({ status }) => status === 201)
  for (const { status } of answers) assert.ok(status === 201 || status === 429, String(status))
  // All tests come from one address: the next one is to find nothing held by it.
  for (const { order } of placed)
    await premises.db.query({
      text: `delete from placements where order_id = $1`,
      values: [order.order_id],
    })
  return placed.length
}

const startAll = () => Promise.all(premises.servers.map((server) => server.start()))

test('F76: twenty orders of one visitor at once, at two processes, count each other', async () => {
  await startAll()
  assert.equal(await placedAtOnce(), PLACES_MAX)
  await audit(premises)
})

test('control of F76: where they do not wait for each other, more are placed', async () => {
  const placed = await without(premises.db, [visitorLock], async () => {
    for (const server of premises.servers) await server.kill('SIGTERM')
    await startAll()
    const count = await placedAtOnce()
    for (const server of premises.servers) await server.kill('SIGTERM')
    return count
  })
  assert.ok(placed > PLACES_MAX, 'the race happens when nothing guards it')
})
