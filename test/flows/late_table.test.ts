import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { clientSecretOf, eventually, fulfilled, placeOrder } from '../guest.ts'
import { endNight, eraseByMail, findGuest } from '../guests.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { signedInAs } from '../member.ts'
import { keys } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { wares } from '../ware.ts'

// Late money finds what it paid for, and a guest who can still be reached.

let house: House
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
})
after(() => auditAndClose(house))

test('F43: late money for a table that is off sale by then has one that is as good', async () => {
  const night = await addVipNight(house.db, { tables: [{ rank: 3 }, { rank: 3 }, { rank: 4 }] })
  const [ordered = '', equal = ''] = night.tables
  const late = await placeOrder(house, night.slug, { table: { wished_id: ordered, party_size: 4 } })
  const secret = await clientSecretOf(house, late)
  await expireInBooks(house, late)
  await house.db.query({
    text: 'update table_offers set off_sale_at = now() where vip_table_id = $1',
    values: [ordered],
  })
  await confirmAtStripe(house, secret)
  await fulfilled(house, late, 4)
  assert.equal((await bookingOfOrder(house.db, late.order_id))?.vip_table_id, equal)
  await audit(house)
})

for (const ware of wares)
  test(`${ware.name}: who let an order of a night to come expire is erased after it: late money has its guest`, async () => {
    const owner = await signedInAs(house, 'owner')
    const { slug, night_id, wish } = await ware.open(house.db)
    const email = `${newId('mem')}@guest.example`
    const late = await placeOrder(house, slug, wish(1), {
      name: 'Ada',
      email,
      phone: '+49 30 1234567',
    })
    const secret = await clientSecretOf(house, late)
    await expireInBooks(house, late)
    const { body } = await findGuest(house, owner, email)
    assert.deepEqual(body.orders[0]?.kept, ['to_come'])
    assert.equal((await eraseByMail(house, owner, email)).body.code, 'guest_kept')
    await confirmAtStripe(house, secret)
    await fulfilled(house, late, 1)
    const page = await fetch(`${house.url}/orders/${late.order_id}/${late.secret}`)
    assert.equal(page.status, 200)
    await eventually('every mail is sent', async () => {
      const text = `select from mails where state = 'queued'`
      return (await house.db.query({ text })).rowCount === 0
    })
    await endNight(house, night_id)
    assert.deepEqual((await eraseByMail(house, owner, email)).body.orders, 1)
    await audit(house)
  })

test('who let an order expire, and never paid, is erased as soon as its night is over', async () => {
  const owner = await signedInAs(house, 'owner')
  const [ware] = wares
  const { slug, night_id, wish } = await (ware ?? assert.fail()).open(house.db)
  const email = `${newId('mem')}@guest.example`
  const order = await placeOrder(house, slug, wish(1), {
    name: 'Ada',
    email,
    phone: '+49 30 1234567',
  })
  await clientSecretOf(house, order)
  await expireInBooks(house, order)
  await endNight(house, night_id)
  assert.deepEqual((await eraseByMail(house, owner, email)).body.orders, 1)
  await audit(house)
})
