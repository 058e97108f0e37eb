import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { NeedLine, TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { asMember } from '../board.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { pageOf, read } from '../party.ts'
import { bookTable, keys, passCodes } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

// A party whose table was taken away, and that has no other one yet.

let house: House
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

/** A party without a table on a night whose doors open so much later. */
async function unseated(doors_in: string) {
  const night = await addVipNight(house.db, { doors_in, tables: [{}, {}] })
  const party = await bookTable(house, night.slug, night.tables[0] ?? '')
  const host = await signedInAs(house, 'host')
  await asMember(house, host, 'DELETE', `bookings/${party.id}/table`)
  return { ...night, ...party, host }
}

/** What the first screen says of parties without a table to somebody with this role. */
async function told(role: 'owner' | 'host'): Promise<NeedLine[]> {
  const member = await signedInAs(house, role)
  const { body } = await dashboard<TonightAnswer>(house, member, 'GET', 'tonight')
  const groups = body.needs?.groups ?? assert.fail('they are told what needs them')
  return groups.find(({ group }) => group === 'tables')?.lines ?? []
}

test('a party without a table needs somebody shortly before its night, until it has one', async () => {
  const later = await unseated('2 days')
  for (const doors_in of ['2 hours', '-1 hours']) {
    const party = await unseated(doors_in)
    for (const role of ['owner', 'host'] as const) {
      // A look of the moment before serves whoever looks right after it.
      const [line, ...more] = await eventually('they are told of it', async () => {
        const lines = await told(role)
        return lines.some(({ id }) => id === party.id) && lines
      })
      assert.deepEqual([line?.id, line?.kind, line?.guest_name], [party.id, 'unseated', 'Ada'])
      assert.deepEqual(line?.detail, { night: party.slug, heads: 2 })
      assert.deepEqual(more, [], `not the one of ${later.slug}`)
    }
    const path = `bookings/${party.id}/table`
    await asMember(house, party.host, 'POST', path, { table: party.tables[1] })
    await eventually('all have a table', async () => (await told('owner')).length === 0)
  }
})

test('its guest reads that a table is sought, on page and pass, and not that one is theirs', async () => {
  const party = await unseated('2 days')
  const { text } = await read(pageOf(house, party.order))
  assert.match(text, /We are finding a table for you\. Your passes are below/)
  assert.match(text, /To be announced/)
  assert.doesNotMatch(text, /A table is yours|>A table</)
  assert.equal((await passCodes(house, party.id)).length, 2)
  const spanish = await fetch(pageOf(house, party.order), { headers: { 'accept-language': 'es' } })
  assert.doesNotMatch(await spanish.text(), /Una mesa es tuya/)
})
