import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlert } from '../../src/alerts/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { openStream } from '../stream.ts'

let house: House
before(async () => {
  house = await openHouse({ DEMO: '1' })
})
after(() => auditAndClose(house))

test('whoever looks on hears what there is news of, through any server, and only its name', async () => {
  const night = await addNight(house.db)
  const second = await house.openSecond()
  const owner = await signedInAs(house, 'owner')
  const [here, there] = [await openStream(house.url, owner), await openStream(second.url, owner)]
  await tryToPlace(house, night.slug, { [night.types[0] ?? '']: 1 })
  await Promise.all([here.hears('orders'), there.hears('orders')])
  await transaction(house.db, (tx) => openAlert(tx, 'chore_failing', 'a_test'))
  await Promise.all([here.hears('alerts'), there.hears('alerts'), here.hears('mails')])
  here.close()
  there.close()
  await second.stop()
})

test('the stream ends when its member signs out, and when the server stops', async () => {
  const [leaving, staying] = [await signedInAs(house, 'host'), await signedInAs(house, 'door')]
  const left = await openStream(house.url, leaving)
  const kept = await openStream(house.url, staying)
  await leaving.post('/dashboard/sign-out')
  await eventually('the end of the stream', async () => left.isOver())
  assert.equal(kept.isOver(), false)
  await house.restart()
  await eventually('the end of the other', async () => kept.isOver())
})
