import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { newCollection } from '../state/collection.ts'
import { newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'
import { listOf, listPage, type Listing } from './lists.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)

type Thing = { id: string; created: number; isWanted: boolean }

test('any page is what a plain list says, whatever the cursor, filter and range', () => {
  const thing = fc.record({ gap: fc.nat({ max: 2 }), isWanted: fc.boolean() })
  const listing = fc.record(
    {
      limit: fc.integer({ min: 1, max: 5 }),
      cursor: fc.nat({ max: 12 }),
      isBackwards: fc.boolean(),
      gte: fc.nat({ max: 12 }),
      lt: fc.nat({ max: 12 }),
    },
    { requiredKeys: ['limit', 'isBackwards'] },
  )
  const run = (gaps: { gap: number; isWanted: boolean }[], asked: Asked): void => {
    let created = 0
    const all = gaps.map(({ gap, isWanted }, index): Thing => {
      created += gap
      return { id: String(index), created, isWanted }
    })
    const things = newCollection<Thing>({ idOf: ({ id }) => id, max: () => 100 })
    for (const one of all) things.add(one)
    const isKnown = asked.cursor !== undefined && asked.cursor < all.length
    const name = asked.isBackwards ? 'ending_before' : 'starting_after'
    const range = {
      ...(asked.gte !== undefined && { gte: asked.gte }),
      ...(asked.lt !== undefined && { lt: asked.lt }),
    }
    const parameters = { limit: asked.limit, created: range } satisfies Listing
    const given = isKnown ? { ...parameters, [name]: String(asked.cursor) } : parameters
    const expected = plainPage(all, asked, isKnown)
    const names = { url: '/v1/things', kind: 'thing' }
    const { data, has_more } = listPage(names, things, given, ({ isWanted }) => isWanted)
    assert.deepEqual({ data, has_more }, expected)
    const few = listOf(
      all.filter(({ isWanted }) => isWanted),
      things,
    )
    const again = listPage(names, few, given)
    assert.deepEqual({ data: again.data, has_more: again.has_more }, expected)
  }
  fc.assert(fc.property(fc.array(thing, { maxLength: 10 }), listing, run))
})

type Asked = { limit: number; cursor?: number; isBackwards: boolean; gte?: number; lt?: number }

function plainPage(all: Thing[], asked: Asked, hasCursor: boolean) {
  const { limit, cursor = 0, isBackwards, gte = -Infinity, lt = Infinity } = asked
  const fits = ({ created, isWanted }: Thing) => isWanted && created >= gte && created < lt
  if (hasCursor && isBackwards) {
    const newer = all.slice(cursor + 1).filter(fits)
    return { data: newer.slice(0, limit).toReversed(), has_more: newer.length > limit }
  }
  const older = (hasCursor ? all.slice(0, cursor) : all).toReversed().filter(fits)
  return { data: older.slice(0, limit), has_more: older.length > limit }
}

test('lists go from the newest on, page by page, without a gap or a repetition', async () => {
  const made: string[] = []
  for (let count = 0; count < 7; count += 1) made.push((await newIntent(stripe)).id)
  const first = await stripe.paymentIntents.list({ limit: 3 })
  assert.deepEqual([first.has_more, first.url], [true, '/v1/payment_intents'])
  const found: string[] = []
  for await (const { id } of stripe.paymentIntents.list({ limit: 3 })) found.push(id)
  assert.deepEqual(found, made.toReversed())
  const [newest, , third] = found
  const back = await stripe.paymentIntents.list({ limit: 2, ending_before: third as string })
  assert.equal(back.data[0]?.id, newest)
  const backwards: string[] = []
  const from = { limit: 2, ending_before: found.at(-1) as string }
  for await (const { id } of stripe.paymentIntents.list(from)) backwards.push(id)
  assert.deepEqual(backwards, made.slice(1))
})

const wrong: [string, object, object][] = [
  ['limit 0', { limit: 0 }, { code: 'parameter_invalid_integer', param: 'limit' }],
  ['limit 101', { limit: 101 }, { code: 'parameter_invalid_integer', param: 'limit' }],
  [
    'an unknown cursor',
    { starting_after: 'pi_none' },
    { code: 'resource_missing', param: 'starting_after' },
  ],
  [
    'an unknown cursor backwards',
    { ending_before: 'pi_none' },
    { code: 'resource_missing', param: 'ending_before' },
  ],
]
for (const [what, parameters, expected] of wrong) {
  test(`a list with ${what} is refused with 400`, async () => {
    await assert.rejects(stripe.paymentIntents.list(parameters), { statusCode: 400, ...expected })
  })
}

test('two cursors at once are refused', async () => {
  const { id } = await newIntent(stripe)
  const both = stripe.paymentIntents.list({ starting_after: id, ending_before: id })
  await assert.rejects(both, { statusCode: 400, message: /Please pass in only one/ })
})
