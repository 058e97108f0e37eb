import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { layers } from './layers.ts'
import { tidyFaults } from './tidy.ts'
import { importsOf, type SourceFile } from './tidy_source.ts'

const ROOT = resolve(import.meta.dirname, '..')
const PARTS = ['src', 'stripe-sim', 'local', 'build', 'test']

function projectFiles(): SourceFile[] {
  const patterns = [...PARTS.map((part) => `${part}/**/*.{ts,tsx,mjs,js,sql,css}`), 'launch.mjs']
  const paths = patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).toSorted()
  return paths.map((path) => ({ path, text: readFileSync(resolve(ROOT, path), 'utf8') }))
}

/** Written so that this file keeps to its own rules. */
const TO_DO = ['TO', 'DO'].join('')
const FIX_ME = ['FIX', 'ME'].join('')

const file = (path: string, text = ''): SourceFile => ({ path, text })
const rulesBroken = (...files: SourceFile[]) => tidyFaults(files).map(({ rule }) => rule)

test('the house is tidy', () => {
  const files = projectFiles()
  for (const part of PARTS) {
    assert.ok(
      files.some(({ path }) => path.startsWith(`${part}/`)),
      `${part}/ is looked at`,
    )
  }
  const faults = tidyFaults(files).map(({ rule, path, detail }) => `${path}: ${detail} (${rule})`)
  assert.equal(faults.join('\n'), '')
})

test('each test is in one layer, and is run by it', () => {
  const inLayers = layers
    .flatMap((layer) => ('tests' in layer ? layer.tests : []))
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  const all = PARTS.flatMap((part) => globSync(`${part}/**/*.test.ts`, { cwd: ROOT }))
  assert.deepEqual(inLayers.toSorted(), all.toSorted())
})

test('imports are found in all their forms, and nowhere else', () => {
  const text = [
    "import './styles.ts'",
    "import pg, { type Client } from 'pg'",
    'import {\n  a,\n  b,\n} from "./many.ts"',
    "export { c } from './again.ts'",
    "export const d = 'from nowhere'",
    "const e = await import('./later.ts')",
    "// import 'not/this'",
    "export type F = { from: 'here' }",
  ].join('\n')
  const expected = ['pg', './many.ts', './again.ts', './styles.ts', './later.ts']
  assert.deepEqual(importsOf(text), expected)
})

const IMPORT_RULES: [string, string, string, string | undefined][] = [
  ['src/orders/hold.ts', '../catalog/index.ts', 'along an arrow', undefined],
  ['src/catalog/night.ts', '../orders/index.ts', 'against an arrow', 'arrows'],
  ['src/kernel/log.ts', '../jobs/index.ts', 'out of the kernel', 'arrows'],
  ['src/checkout/place.ts', '../web/index.ts', 'from the story to a door', 'arrows'],
  ['src/mail/mail.ts', '../jobs/index.ts', 'from mail to the queue', undefined],
  ['src/bar/drink.ts', '../kernel/index.ts', 'from a room that is not planned', 'arrows'],
  ['src/web/client/pay.tsx', '../../orders/hold.ts', 'past an index', 'index'],
  ['src/main.ts', './orders/hold.ts', 'past an index, even from main', 'index'],
  ['src/main.ts', './web/index.ts', 'wiring', undefined],
  ['local/demo.ts', '../src/kernel/database.ts', 'past an index from outside', 'index'],
  ['src/web/server.ts', '../../local/mailbox.ts', 'from the product to local parts', 'neighbours'],
  ['src/web/page.ts', '../../test/house.ts', 'from the product to tests', 'neighbours'],
  ['src/web/page.test.ts', '../../test/house.ts', 'from a test to the harness', undefined],
  [
    'src/web/page.ts',
    '../../stripe-sim/index.ts',
    'from the product to the simulator',
    'neighbours',
  ],
  [
    'stripe-sim/api.ts',
    '../src/kernel/index.ts',
    'from the simulator to the product',
    'neighbours',
  ],
  ['stripe-sim/api.test.ts', '../src/kernel/index.ts', 'even in its tests', 'neighbours'],
  ['src/payments/gateway.ts', 'stripe', 'of stripe by payments', undefined],
  ['src/checkout/pay.ts', 'stripe', 'of stripe by anybody else', 'stripe'],
  ['test/house.ts', 'stripe/esm/x.js', 'of a part of stripe', 'stripe'],
  ['stripe-sim/api.test.ts', 'stripe', 'of stripe by the simulator', undefined],
  ['src/web/client/pay.tsx', '@stripe/stripe-js', "of Stripe's browser code", undefined],
]

for (const [path, imported, what, rule] of IMPORT_RULES) {
  test(`an import ${what} is ${rule ? 'refused' : 'allowed'}`, () => {
    assert.deepEqual(rulesBroken(file(path, `import { x } from '${imported}'`)), rule ? [rule] : [])
  })
}

test('a circle of imports is told once, with its files', () => {
  const [fault, ...more] = tidyFaults([
    file('src/orders/a.ts', "import { b } from './b.ts'"),
    file('src/orders/b.ts', "export * from './c.ts'"),
    file('src/orders/c.ts', "import { a } from './a.ts'"),
  ])
  assert.deepEqual(more, [])
  assert.equal(
    fault?.detail,
    ['a', 'b', 'c', 'a'].map((name) => `src/orders/${name}.ts`).join(' → '),
  )
})

test('types alone make no circle, since they are gone when the code runs', () => {
  const there = file('src/orders/a.ts', "import { b } from './b.ts'")
  const back = file('src/orders/b.ts', "import type { A } from './a.ts'")
  assert.deepEqual(rulesBroken(there, back), [])
})

const QUERIES = [
  "'select id from orders'",
  '`\n  insert into orders (id) values ($1)`',
  '"UPDATE orders SET state = 1"',
  "'update orders o set state = 1'",
  "'delete from holds where id = $1'",
  '`with gone as (\n delete from holds)`',
]
const NO_QUERIES = [
  "'select'",
  "'update your card'",
  "'with love'",
  "'Select a night from the list'",
]

for (const query of QUERIES) {
  test(`${JSON.stringify(query)} stands in a *.sql.ts, a migration or a test, and nowhere else`, () => {
    const text = `const text = ${query}`
    assert.deepEqual(rulesBroken(file('src/orders/hold.ts', text)), ['sql'])
    assert.deepEqual(rulesBroken(file('src/orders/hold.sql.ts', text)), [])
    assert.deepEqual(rulesBroken(file('src/orders/hold.test.ts', text)), [])
  })
}

test('words that only sound like a query are left alone', () => {
  for (const words of NO_QUERIES) assert.deepEqual(rulesBroken(file('src/web/a.ts', words)), [])
})

test('files have at most 250 lines, tests 400, and lines 100 columns', () => {
  const lines = (count: number) => 'x\n'.repeat(count)
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', lines(250))), [])
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', lines(251))), ['length'])
  assert.deepEqual(rulesBroken(file('src/orders/hold.test.ts', lines(400))), [])
  assert.deepEqual(rulesBroken(file('src/orders/hold.test.ts', lines(401))), ['length'])
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', '…'.repeat(100))), [])
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', `say('${'x'.repeat(100)}')`)), [])
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', `// ${'x'.repeat(98)}`)), ['width'])
  assert.deepEqual(rulesBroken(file('src/orders/hold.ts', 'x'.repeat(101))), ['width'])
})

test('names that say nothing are refused, for files and for folders', () => {
  for (const name of ['utils.ts', 'misc/a.ts', 'common/b.ts', 'services/c.ts', 'types.d.ts']) {
    assert.deepEqual(rulesBroken(file(`src/web/${name}`)), ['names'], name)
  }
  assert.deepEqual(rulesBroken(file('src/catalog/ticket_types.ts')), [])
})

test('tests that are switched off and work that is put off are refused', () => {
  for (const word of ['only', 'skip', TO_DO.toLowerCase()]) {
    const text = `test.${word}('claim', () => {})`
    assert.deepEqual(rulesBroken(file('test/flows/a.test.ts', text)), ['switched off'], word)
  }
  const skipped = (how: string) => `test('claim', { ${how}: true }, () => {})`
  assert.deepEqual(rulesBroken(file('test/flows/a.test.ts', skipped('skip'))), ['switched off'])
  for (const word of [TO_DO, FIX_ME]) {
    assert.deepEqual(rulesBroken(file('src/web/a.ts', `// ${word}: later`)), ['put off'], word)
  }
})

test('migrations are numbered from 0001 on without gaps', () => {
  const named = (...names: string[]) =>
    rulesBroken(...names.map((name) => file(`src/kernel/migrations/${name}`)))
  assert.deepEqual(named('0001_create_orders.sql', '0002_add_index.sql'), [])
  assert.deepEqual(named('0001_create_orders.sql', '0003_add_index.sql'), ['migrations'])
  assert.deepEqual(named('0001_a.sql', '0001_b.sql'), ['migrations'])
  assert.deepEqual(named('0001-create.sql'), ['migrations'])
})
