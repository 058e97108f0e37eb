import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startEndpoint, startForTest } from '../testing/with_simulator.ts'
import { eventTypes } from '../webhooks/event_types.ts'
import { expandable } from '../wire/expandable.ts'
import { differencesFrom } from './declarations.ts'
import { differencesOf, endpointNames, endpointOf, lines, objectsIn } from './evidence.ts'
import { produceEverything } from './everything.ts'
import { declarationExceptions, unexcused, type Exception } from './exceptions.ts'
import { fixtureExceptions } from './fixture_exceptions.ts'
import { differencesFromFixtures, fixturesPath, readFixtures, resourceOf } from './fixtures.ts'
import type { Plain } from './recording.ts'
import { refusing } from './returns.ts'
import { literalsOf } from './shapes.ts'

const endpoint = await startEndpoint()
const webhookEndpoints = [{ url: endpoint.url, secret: 'whsec_truth' }]
const answers = await produceEverything(await startForTest({ webhookEndpoints }))
const delivered = endpoint.received.map(({ event }) => event)
const objects = answers.flatMap(({ body }) => objectsIn(body))
const given = answers.filter(({ status }) => status === 200)

test('every endpoint is asked and answers, by a browser too where it may', () => {
  const asked = new Set(given.map((answer) => endpointOf(answer)))
  const unasked = endpointNames('secret').filter((name) => !asked.has(name))
  assert.deepEqual(unasked.toSorted(), refusing, 'the others need a case in truth/cases')
  const byBrowser = given.filter(({ caller }) => caller === 'publishable')
  const seen = new Set(byBrowser.map((answer) => endpointOf(answer)))
  const unseen = endpointNames('publishable').filter((name) => !seen.has(name))
  assert.deepEqual(unseen, [], 'these need a case in truth/cases')
})

test('every answer and every webhook is as the SDK declares it', () => {
  const used = new Set<Exception>()
  const differences = [
    ...answers.flatMap((answer) => differencesOf(answer)),
    ...delivered.flatMap((event) => differencesFrom('Event', event)),
  ]
  assert.equal(lines(unexcused(differences, declarationExceptions, used)), '')
  assert.deepEqual(unused(declarationExceptions, used), [])
})

// The control: what the test above is for does make it fail, at every endpoint.
test('a property too many, too few or of another kind would be found', () => {
  const one = new Map(given.map((answer) => [endpointOf(answer) + answer.caller, answer]))
  for (const answer of one.values()) {
    const body = answer.body as Plain
    const { object, ...rest } = body
    for (const wrong of [{ ...body, surprise: 1 }, rest, { ...rest, object: [object] }]) {
      const found = lines(differencesOf({ ...answer, body: wrong }))
      assert.notEqual(found, lines(differencesOf(answer)), endpointOf(answer))
    }
  }
})

test('every type of event occurs, and is delivered', () => {
  const sent = new Set<string>(delivered.map(({ type }) => type))
  assert.deepEqual(
    eventTypes.filter((type) => !sent.has(type)),
    [],
    'these need a case in truth/cases',
  )
})

test('everything that can be expanded occurs expanded', () => {
  const places = Object.entries(expandable).flatMap(([object, properties]) =>
    Object.keys(properties).map((property) => ({ object, property })),
  )
  const folded = places.filter(
    ({ object, property }) =>
      !objects.some(
        (one) => one['object'] === object && one[property] && typeof one[property] === 'object',
      ),
  )
  assert.deepEqual(folded, [], 'these need a case in truth/cases')
})

// Inquiries, appeals and disputes stopped before they begin are played no more than are refunds
// that wait for the guest. Where the SDK declares any text, the reference has the values.
const states: [string, string[]][] = [
  ['payment_intent', literalsOf('PaymentIntent', 'status')],
  ['charge', literalsOf('Charge', 'status')],
  ['refund', ['pending', 'succeeded', 'failed']],
  ['dispute', ['needs_response', 'under_review', 'won', 'lost']],
  ['balance_transaction', ['pending', 'available']],
  ['webhook_endpoint', ['enabled', 'disabled']],
]
for (const [object, expected] of states) {
  test(`every status of a ${object} occurs`, () => {
    const ones = objects.filter((one) => one['object'] === object)
    const seen = new Set(ones.map(({ status }) => status))
    const unseen = expected.filter((status) => !seen.has(status))
    assert.deepEqual(unseen, [], 'these need a case in truth/cases')
  })
}

const refusals: [number, string, string | undefined][] = [
  [400, 'idempotency_error', undefined],
  [400, 'invalid_request_error', undefined],
  [400, 'invalid_request_error', 'amount_too_large'],
  [400, 'invalid_request_error', 'amount_too_small'],
  [400, 'invalid_request_error', 'charge_already_captured'],
  [400, 'invalid_request_error', 'charge_already_refunded'],
  [400, 'invalid_request_error', 'charge_disputed'],
  [400, 'invalid_request_error', 'email_invalid'],
  [400, 'invalid_request_error', 'parameter_invalid_empty'],
  [400, 'invalid_request_error', 'parameter_invalid_integer'],
  [400, 'invalid_request_error', 'parameter_missing'],
  [400, 'invalid_request_error', 'parameter_unknown'],
  [400, 'invalid_request_error', 'parameters_exclusive'],
  [400, 'invalid_request_error', 'payment_intent_unexpected_state'],
  [400, 'invalid_request_error', 'resource_missing'],
  [400, 'invalid_request_error', 'token_already_used'],
  [400, 'invalid_request_error', 'url_invalid'],
  [401, 'invalid_request_error', undefined],
  [401, 'invalid_request_error', 'secret_key_required'],
  [402, 'card_error', 'authentication_required'],
  [402, 'card_error', 'card_declined'],
  [402, 'card_error', 'expired_card'],
  [402, 'card_error', 'incorrect_cvc'],
  [402, 'card_error', 'incorrect_number'],
  [402, 'card_error', 'invalid_cvc'],
  [402, 'card_error', 'invalid_expiry_month'],
  [402, 'card_error', 'invalid_expiry_year'],
  [402, 'card_error', 'processing_error'],
  [404, 'invalid_request_error', 'resource_missing'],
  [409, 'invalid_request_error', 'idempotency_key_in_use'],
  [429, 'invalid_request_error', 'lock_timeout'],
  [429, 'invalid_request_error', 'rate_limit'],
  [500, 'api_error', undefined],
]
for (const [status, type, code] of refusals) {
  test(`a refusal ${status} ${type} / ${code ?? '–'} occurs`, () => {
    const alike = answers.filter((answer) => answer.status === status)
    const found = alike.some(({ body }) => {
      const { error } = body as { error?: { type: string; code?: string } }
      return error?.type === type && error.code === code
    })
    assert.ok(found)
  })
}

test("every object is like Stripe's own fixture of it", (t) => {
  const fixtures = readFixtures()
  if (fixtures === null) {
    t.diagnostic(`There is no ${fixturesPath}: only the declarations were looked at.`)
    return
  }
  const kinds = new Set(objects.map((one) => resourceOf(one)))
  const strangers = [...kinds].filter((kind) => !Object.hasOwn(fixtures, kind))
  assert.deepEqual(strangers.toSorted(), ['list', 'search_result'])
  const used = new Set<Exception>()
  // What a browser sees is less than the whole object.
  const whole = answers.filter(({ caller }) => caller === 'secret')
  const differences = whole.flatMap(({ body }) => differencesFromFixtures(fixtures, body))
  assert.equal(lines(unexcused(differences, fixtureExceptions, used)), '')
  assert.deepEqual(unused(fixtureExceptions, used), [])
})

function unused(exceptions: Exception[], used: Set<Exception>): string[] {
  return exceptions.filter((one) => !used.has(one)).map(({ at }) => `${at} is no exception`)
}
