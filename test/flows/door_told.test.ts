import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { storyOf } from '../../src/story/index.ts'
import { auditAndClose } from '../audit.ts'
import { mustCallOff } from '../calloff.ts'
import { shownOrder } from '../desk.ts'
import { letIn, partyAtDoor, ticketsAtDoor, undo } from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys, scanPass } from '../staff.ts'

// What a door has taken back is told in the order's story; and no device lets anybody into a night
// that was called off.

let house: House
let door: Browser
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  door = await signedInAs(house, 'door')
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

for (const make of [ticketsAtDoor, partyAtDoor])
  test(`an entrance that was taken back stands in the story, and who came in stays (${make.name})`, async () => {
    const { order, slug, codes } = await make(house, 2)
    const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
    assert.equal((await undo(house, door, entrance_id)).status, 200)
    await letIn(house, door, slug, { code: codes[1] })
    const story = await storyOf(house.db, order.order_id)
    const told = story?.entries.filter(({ what }) => /^entrance|\.admitted$/.test(what)) ?? []
    assert.deepEqual(
      told.map(({ what }) => what.replace(/^(?:ticket|pass)/, 'head')),
      ['entrance.made', 'entrance.undone', 'head.admitted'],
    )
    assert.deepEqual(
      told.slice(0, 2).map(({ detail }) => detail),
      [
        { heads: 1, admitted_by: 'Dario Door' },
        { heads: 1, undone_by: 'Dario Door' },
      ],
    )
    const { story: steps } = await shownOrder(house, owner, order)
    const sentences = steps.map(({ sentence }) => sentence)
    assert.ok(sentences.includes('Let in by Dario Door: 1 person.'), sentences.join('\n'))
    assert.ok(sentences.includes('Taken back by Dario Door: 1 person outside again.'))
  })

for (const make of [ticketsAtDoor, partyAtDoor])
  test(`a device lets nobody into a night that was called off (${make.name})`, async () => {
    const { night_id, slug, codes } = await make(house, 1)
    await mustCallOff(house, owner, { night_id })
    const { status, code } = await scanPass(house, slug, codes[0] ?? '')
    assert.deepEqual([status, code], [409, 'night_cancelled'])
  })
