import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { demoPassword } from '../../src/identity/index.ts'
import type { HolderAnswer } from '../../src/web/dashboard/api/guests_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { partyAtDoor } from '../door.ts'
import { endNight, nameMorePasses } from '../guests.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { linkOf, post, validPasses } from '../party.ts'
import { keys } from '../staff.ts'

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

test('of more passes of one name than one answer has, all are found, handed out and erased', async () => {
  const name = `Ottilie ${newId('mem').slice(-12)}`
  const { booking_id, night_id } = await partyAtDoor(house, 2, { name: 'Booker' })
  for (const pass of await validPasses(house.db, booking_id))
    assert.equal((await post(`${linkOf(house, pass)}/claim`, { name })).status, 303)
  await nameMorePasses(house, name, 100)
  await endNight(house, night_id)
  const ask = <Body = object>(path: string, body: object) =>
    dashboard<Body>(house, owner, 'POST', `guests/holders/${path}`, { name, ...body })
  const first = (await ask<HolderAnswer>('find', {})).body
  assert.deepEqual([first.passes.length, first.has_more], [100, true])
  const after_it = first.passes.at(-1)?.pass_id
  const rest = (await ask<HolderAnswer>('find', { after: after_it })).body
  assert.deepEqual([rest.passes.length, rest.has_more], [2, false])
  const ids = [...first.passes, ...rest.passes].map(({ pass_id }) => pass_id)
  assert.equal(new Set(ids).size, 102)
  const pass_ids = ids.join()
  const file = await ask<{ passes: unknown[] }>('export', { pass_ids, format: 'json' })
  assert.equal(file.body.passes.length, 102)
  const erased = await ask<{ passes: number }>('erasure', { pass_ids, password: demoPassword })
  assert.deepEqual(erased.body, { passes: 102 })
  assert.deepEqual((await ask<HolderAnswer>('find', {})).body.passes, [])
})
