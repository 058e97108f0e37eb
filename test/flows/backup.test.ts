import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { eventually, fulfilled, intentsAtStripe, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack, refundsOf } from '../money_back.ts'
import { copyRows, emptyDatabase } from '../older_schema.ts'
import { freshDatabase, type FreshDatabase } from '../postgres.ts'
import { findSystemPostgres, startSystemPostgres, type SystemPostgres } from '../system_postgres.ts'
import { entriesOf, ga, placeOf, vip, wares } from '../ware.ts'

// docs/backup.md, word for word: pg_dump while the house sells, pg_restore into an empty database,
// and on it goes. The embedded PostgreSQL has no pg_dump, so the house is on the system's, from 15
// on; on a computer without one the rows are copied as they would be dumped.

let system: SystemPostgres | undefined
let house: House
let restored: FreshDatabase
let db: Database
const folder = mkdtempSync(join(tmpdir(), 'coatcheck-backup-'))
before(async () => {
  const found = findSystemPostgres()
  system = found && (await startSystemPostgres(found))
  if (system) process.env['TEST_POSTGRES_URL'] = system.url
  house = await openHouse({ SWEEP_SECONDS_MAX: '1' })
})
after(async () => {
  await house.stopProduct()
  await db?.end()
  await restored?.drop()
  await house.close()
  await system?.stop()
  rmSync(folder, { recursive: true })
})

/** The house with the books that it has now. */
const reopened = () => ({ ...house, db })

async function backUp(): Promise<() => Promise<FreshDatabase>> {
  const file = join(folder, 'coatcheck.dump')
  if (!system) {
    const copy = await freshDatabase('restored')
    await copyRows(house.databaseUrl, copy.url)
    return async () => copy
  }
  const { run } = system
  await run('pg_dump', ['--format=custom', `--file=${file}`, house.databaseUrl])
  return async () => {
    const target = await emptyDatabase('restored')
    const how = ['--exit-on-error', '--no-owner', '--single-transaction']
    await run('pg_restore', [...how, `--dbname=${target.url}`, file])
    return target
  }
}

const soldBefore: Awaited<ReturnType<typeof buy>>[] = []
let open: Awaited<ReturnType<typeof placeOf>>
let lost: Awaited<ReturnType<typeof buy>>

test('a house that was restored from a backup has the books of that moment, and they agree', async (context) => {
  context.diagnostic(system ? `pg_dump of PostgreSQL ${system.major}` : 'rows, without pg_dump')
  for (const ware of wares) soldBefore.push(await buy(house, ware, 3))
  const back = await buy(house, ga, 2)
  await giveBack(house, back, 'everything')
  await eventually('the refund is through', async () =>
    (await refundsOf(house, back)).every(({ state }) => state === 'succeeded'),
  )
  open = await placeOf(vip, house, 2)
  await audit(house)
  const restore = await backUp()
  // What happens from here on is in no backup, but for what Stripe knows of it.
  await pay(house, open)
  await fulfilled(house, open, 2)
  // Of money that is younger than three minutes, the order may be about to come.
  await house.sim.control.advanceClock({ seconds: 600 })
  lost = await buy(house, ga, 1)
  await house.stopProduct()
  restored = await restore()
  db = openDatabase(restored.url, () => {})
  for (const [n, order] of soldBefore.entries()) {
    assert.equal((await orderState(reopened(), order)).state, 'fulfilled')
    const ware = wares[n]
    assert.ok(ware)
    assert.deepEqual(
      await entriesOf(ware, reopened(), order),
      await entriesOf(ware, house, order),
      'the codes that guests have still let them in',
    )
  }
  assert.equal((await orderState(reopened(), back)).state, 'refunded')
  assert.equal((await orderState(reopened(), open)).state, 'open')
})

test('money that came after the backup is found at Stripe: as tickets, or as an open alert', async () => {
  await house.restart({ DATABASE_URL: restored.url })
  await fulfilled(reopened(), open, 2)
  const [intent] = await intentsAtStripe(house, lost)
  await eventually('the owner is told of money for an order that nobody knows', async () => {
    const { rows } = await db.query<{ kind: string }>({
      text: `select kind from alerts where subject_id = $1 and resolved_at is null`,
      values: [intent?.id],
    })
    return rows.some(({ kind }) => kind === 'order_unknown')
  })
  await audit(reopened())
})

test('it sells on, and gives money of before the backup back', async () => {
  for (const ware of wares) await buy(reopened(), ware, 2)
  const [order] = soldBefore
  assert.ok(order)
  await giveBack(reopened(), order, 'everything')
  await eventually('the refund is through', async () =>
    (await refundsOf(reopened(), order)).every(({ state }) => state === 'succeeded'),
  )
  await audit(reopened())
})
