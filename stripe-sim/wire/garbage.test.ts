import assert from 'node:assert/strict'
import { Agent, request as httpRequest } from 'node:http'
import { after, test } from 'node:test'
import * as fc from 'fast-check'
import { routes } from '../api.ts'
import { idOf } from '../state/ledger.ts'
import { confirmWith, newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'
import type { ParameterKind, ParameterSchema } from './parameters.ts'
import type { Route } from './routes.ts'

// Nothing may happen by itself while two states of the ledger are compared.
const never_s = 1_000_000
const settings = { dispute_delay_s: never_s, refund_delay_s: never_s }
const simulator = await startForTest({ settings })
const stripe = sdkFor(simulator)
const agent = new Agent({ keepAlive: true })
after(() => agent.destroy())

type Garbage = { method: string; path: string; headers: Record<string, string>; body: string }
type Answer = { status: number; type: string; text: string }

const known = await knownIds()

test('no request whatever is answered 5xx; a refusal is JSON and leaves all as it was', async () => {
  let before = await everything()
  const run = async (request: Garbage): Promise<void> => {
    const { status, type, text } = await send(request)
    assert.ok(status < 500, `${status}: ${text}`)
    const present = await everything()
    const [past] = [before, (before = present)]
    if (request.method === 'HEAD') return
    assert.equal(type, 'application/json')
    const { error } = JSON.parse(text) as { error?: { type: string; message: string } }
    if (status === 200) {
      assert.equal(error, undefined)
      return
    }
    assert.match(String(error?.type), /^(invalid_request|card|idempotency|api)_error$/)
    assert.notEqual(error?.message ?? '', '')
    // A card that is declined leaves its traces, whoever sent it.
    if (status !== 402) assert.equal(present, past, text)
  }
  await fc.assert(fc.asyncProperty(garbage(), run), { numRuns: 1_500 })
})

async function everything(): Promise<string> {
  const dump = await simulator.control.ledger()
  // Events that go to an endpoint which the garbage has made go on by themselves.
  const moving = new Set(['deliveries', 'pending_webhooks'])
  return JSON.stringify(dump, (name, value: unknown) => (moving.has(name) ? null : value))
}

async function knownIds(): Promise<string[]> {
  const found: string[] = []
  for (let count = 0; count < 10; count += 1) {
    const { id: customer } = await stripe.customers.create({ email: 'ada@example.test' })
    const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const open = await newIntent(stripe)
    const intent = await confirmWith(stripe, await newIntent(stripe), 'pm_card_visa')
    const { id: token } = await stripe.testHelpers.confirmationTokens.create({
      payment_method: 'pm_card_visa',
    })
    found.push(customer, method, open.id, String(open.client_secret), intent.id, token)
    found.push(idOf(intent.latest_charge))
  }
  const { data: events } = await stripe.events.list()
  return [...found, ...events.map(({ id }) => id)]
}

function garbage(): fc.Arbitrary<Garbage> {
  return fc
    .constantFrom(...routes)
    .chain((route) =>
      fc.record({
        method: mostly(fc.constant(route.method), 'GET', 'POST', 'DELETE', 'HEAD', 'PUT', 'PATCH'),
        path: pathsOf(route),
        form: mostly(
          formOf(route.schema),
          fc.string({ maxLength: 60 }),
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.json(),
        ),
        headers: headers(),
      }),
    )
    .map(({ method, path, form, headers: given }) => {
      const inBody = ['POST', 'PUT', 'PATCH'].includes(method)
      const query = inBody ? '' : `?${sendable(form)}`
      return { method, path: path + query, headers: given, body: inBody ? form : '' }
    })
}

// Node refuses to send a line break, a space or a letter above Latin 1 in an address.
function sendable(form: string): string {
  return form.toWellFormed().replaceAll(/[^\u0021-\u00ff]/gu, encodeURIComponent)
}

/** What is right, and seldom something else. */
function mostly<Value>(
  right: fc.Arbitrary<Value>,
  ...others: (Value | fc.Arbitrary<Value>)[]
): fc.Arbitrary<Value> {
  const wrong = others.map((other) => (other instanceof fc.Arbitrary ? other : fc.constant(other)))
  return fc.oneof({ weight: 25, arbitrary: right }, { weight: 1, arbitrary: fc.oneof(...wrong) })
}

function pathsOf(route: Route): fc.Arbitrary<string> {
  const parts = route.segments.map((part, at) =>
    part.startsWith(':') ? idsOf(route.segments[at - 1] ?? '') : fc.constant(part),
  )
  const end = mostly(fc.constant(''), '/', '/x')
  return fc.tuple(fc.tuple(...parts), end).map(([all, suffix]) => all.join('/') + suffix)
}

function idsOf(collection: string): fc.Arbitrary<string> {
  const prefixes: Record<string, string> = {
    charges: 'ch_',
    confirmation_tokens: 'ctoken_',
    customers: 'cus_',
    events: 'evt_',
    payment_intents: 'pi_',
    payment_methods: 'pm_',
  }
  const fitting = known.filter((id) => id.startsWith(prefixes[collection] ?? ''))
  return mostly(
    fc.constantFrom(...fitting),
    fc.constantFrom(...known),
    fc.constantFrom('', '..', '%zz', '%2F', '__proto__', 'constructor', 'search', 'pm_card_visa'),
    fc.string({ maxLength: 8 }).map(encodeURIComponent),
  )
}

function headers(): fc.Arbitrary<Record<string, string>> {
  const { secretKey, publishableKey } = simulator
  const basic = Buffer.from(`${secretKey}:`).toString('base64')
  const wrong = ['Basic', 'Basic !!!', 'Bearer', 'Bearer x y', 'Digest a']
  const none = fc.constant('')
  return fc
    .record({
      authorization: mostly(
        mostly(fc.constant(`Bearer ${secretKey}`), `Basic ${basic}`, `Bearer ${publishableKey}`),
        ...wrong,
      ),
      'content-type': mostly(
        fc.constant('application/x-www-form-urlencoded'),
        'application/json',
        'text/plain',
        'multipart/form-data',
        ';;;',
      ),
      'idempotency-key': mostly(fc.constant(''), 'a', 'b', 'x'.repeat(256)),
      'stripe-version': mostly(none, mostly(none, '2015-01-01', 'x')),
      'stripe-account': mostly(none, mostly(none, 'acct_1', '..')),
    })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')))
}

// Parameters that an endpoint knows, most of them right, some in a wrong shape or with a value
// that belongs elsewhere.
function formOf(schema: ParameterSchema): fc.Arbitrary<string> {
  const spoilt = fc.constantFrom('', 'nonsense=1', 'a[b=1', '[]=1', '__proto__[x]=1', 'a=1&a=2')
  return fc
    .tuple(fieldsOf(schema, ''), mostly(fc.constant(''), spoilt))
    .map(([fields, more]) => [...fields, more].filter((text) => text !== '').join('&'))
}

const needed = new Set('amount currency type query url enabled_events payment_method'.split(' '))

function fieldsOf(schema: ParameterSchema, within: string): fc.Arbitrary<string[]> {
  const fields = Object.entries(schema).map(([name, kind]) => {
    const param = within === '' ? name : `${within}[${name}]`
    const shape = mostly(
      shapeOf(kind, param),
      fc.constantFrom(param, `${param}[x]`, `${param}[]`).chain(anything),
    )
    const none = fc.constant<string[]>([])
    const weight = kind === 'unsupported' ? 90 : needed.has(name) ? 0.5 : 6
    return fc.oneof({ weight: weight * 2, arbitrary: none }, { weight: 4, arbitrary: shape })
  })
  return fc.tuple(...fields).map((all) => all.flat())
}

function anything(name: string): fc.Arbitrary<string[]> {
  return valued(name, anyValue())
}

function shapeOf(kind: ParameterKind, param: string): fc.Arbitrary<string[]> {
  const name = /(\w+)\]?$/.exec(param)?.[1] ?? ''
  if (kind === 'metadata' || kind === 'hash') return valued(`${param}[key]`, anyValue())
  if (kind === 'strings') return valued(`${param}[]`, mostly(likely(name), anyValue()))
  if (kind === 'range') return fc.constantFrom(param, `${param}[gte]`).chain(anything)
  if (typeof kind === 'string') return valued(param, mostly(likely(name), anyValue()))
  if (!Array.isArray(kind)) return fieldsOf(kind as ParameterSchema, param)
  const options = (kind as unknown[]).map((option) => {
    if (typeof option === 'string') return valued(param, fc.constant(option))
    if (Array.isArray(option)) return shapeOf(option as unknown as ParameterKind, param)
    const at = kind.length === 1 ? `${param}[0]` : param
    return fieldsOf(option as ParameterSchema, at)
  })
  return fc.oneof(...options)
}

function likely(name: string): fc.Arbitrary<string> {
  const values: Record<string, string[]> = {
    amount: ['2000', '100', '1'],
    charge: known.filter((id) => id.startsWith('ch_')),
    confirmation_token: known.filter((id) => id.startsWith('ctoken_')),
    country: ['DE', 'FR', ''],
    currency: ['eur', 'usd', 'JPY'],
    customer: known.filter((id) => id.startsWith('cus_')),
    enabled_events: ['*', 'charge.*', 'charge.failed'],
    exp_month: ['12'],
    exp_year: ['34', '2034'],
    expand: ['customer', 'data', 'data.customer', 'payment_method', 'latest_charge.refunds.data'],
    limit: ['1', '3', '100'],
    number: ['4242424242424242', '4000000000000002', '4242424242424241'],
    payment_intent: known.filter((id) => id.startsWith('pi_') && !id.includes('_secret_')),
    payment_method: ['pm_card_visa', 'pm_card_threeDSecure2Required', 'pm_card_pendingRefund'],
    query: ['status:"succeeded"', 'amount>1 -currency:"usd"', 'metadata["a"]:null', 'email~"ada"'],
    return_url: ['https://venue.test/return'],
    token: ['tok_visa', 'tok_nobody'],
    url: ['http://127.0.0.1:9/nowhere'],
  }
  const found = values[name] ?? ['true', 'false', '1', '5', 'card', 'ada@example.test', 'Ada', '']
  return fc.constantFrom(...found)
}

function anyValue(): fc.Arbitrary<string> {
  const numbers = ['', '0', '-1', '1', '99999999', '1e9', '9'.repeat(20), '-0', '0x10', 'NaN']
  const words = ['xxx', 'null', 'true', 'x'.repeat(5_001), '__proto__', '\u0000', '😀'.repeat(300)]
  return fc.oneof(
    fc.constantFrom(...numbers),
    fc.constantFrom(...words),
    fc.constantFrom(...known),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
}

function valued(name: string, value: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return value.map((text) => [`${name}=${encodeURIComponent(text)}`])
}

async function send({ method, path, headers: given, body }: Garbage): Promise<Answer> {
  const { port } = simulator
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const options = { agent, host: '127.0.0.1', port, method, path: path.replaceAll(/\s/g, '+') }
    const sent = httpRequest({ ...options, headers: { ...given, ...length } }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        const type = String(response.headers['content-type'])
        resolve({ status: response.statusCode ?? 0, type, text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
