import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { doorNow, letIn, partyAtDoor, undo, verdict, wanted } from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { giveBack } from '../money_back.ts'
import { keys } from '../staff.ts'

// Whoever is in when the money goes back is not thrown out, and their pass ends with that: taking
// the entrance back must not make it open the door again.

let house: House
let door: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  door = await signedInAs(house, 'door')
})
after(() => house.close())

test('an entrance is not taken back once its money has gone back', async () => {
  const { slug, codes, order } = await partyAtDoor(house, 2)
  const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
  await giveBack(house, order, 'everything')
  const late = await undo(house, door, entrance_id)
  assert.deepEqual([late.status, late.body.code], [409, 'undo_money_back'])
  assert.equal((await doorNow(house, door, slug)).entrances[0]?.undone_by ?? null, null)
  await audit(house)
})

test('taken back first, its pass is void with the rest when the money goes back', async () => {
  const { slug, codes, order } = await partyAtDoor(house, 2)
  const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
  assert.equal((await undo(house, door, entrance_id)).status, 200)
  await giveBack(house, order, 'everything')
  const answer = await verdict(house, door, wanted(slug, { code: codes[0] }))
  assert.equal(answer.verdict, 'no', JSON.stringify(answer))
  await audit(house)
})

test('both in one moment: whoever is first, no pass is left that nobody has paid for', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { slug, codes, order } = await partyAtDoor(house, 2)
    const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
    await Promise.all([undo(house, door, entrance_id), giveBack(house, order, 'everything')])
    await audit(house)
  }
})
