import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleNight, exampleNightView } from '../example_views.ts'
import { nightPage } from '../night.ts'
import { exampleFloorView, exampleTable, exampleVipNight } from './example_floor.ts'
import { floorPage } from './floor_page.ts'
import type { FloorView, TableView } from './views.ts'

const page = (change: Partial<FloorView> = {}) => floorPage(exampleFloorView(change))
const pageOf = (table: Partial<TableView>) => page({ tables: [exampleTable(table)] })

/** How the links to tables are called: on the plan, then in the list. */
function labels(drawn: string): string[] {
  return [...drawn.matchAll(/aria-label="(Table [^"]*)"/g)].map(([, label = '']) => label)
}

const NAMES: [string, Partial<TableView>, string][] = [
  [
    'a credited deposit',
    {},
    'Table 7, booth, up to 8 guests, €600 minimum spend, €200 deposit, available',
  ],
  [
    'a share of the evening',
    { deposit_percent: 20, deposit_minor: null, charged_from_minor: 12_000 },
    'Table 7, booth, up to 8 guests, €600 minimum spend, deposit from €120, available',
  ],
  [
    'full payment',
    { charge: 'full', deposit_minor: null, table_price_minor: 25_050, minimum_spend_minor: 0 },
    'Table 7, booth, up to 8 guests, €250.50 table price, paid in full ahead, available',
  ],
  [
    'one place',
    { kind: 'high_table', guests_max: 1, state: 'held' },
    'Table 7, high table, for 1 guest, €600 minimum spend, €200 deposit, held',
  ],
  [
    'a booking',
    { kind: 'stage', state: 'booked' },
    'Table 7, stage table, up to 8 guests, €600 minimum spend, €200 deposit, booked',
  ],
]
for (const [what, table, name] of NAMES) {
  test(`a table with ${what} is a link with its full name, on the plan and in the list`, () => {
    assert.deepEqual(labels(pageOf(table)), [name, name])
  })
}

test('every table is on the plan and in the list, and both lead to where it is booked', () => {
  const drawn = page()
  assert.equal(labels(drawn).length, 6)
  for (const id of ['vtb_7', 'vtb_8', 'vtb_9'])
    assert.equal(drawn.split(`href="/nights/tender-machines/tables/${id}"`).length - 1, 2)
})

test('a table stands in its place, shape, size and turn', () => {
  assert.match(
    pageOf({}),
    /translate\(150 120\)"[\s\S]*x="-45"\s+y="-35"\s+width="90"\s+height="70"/,
  )
  assert.match(pageOf({ rotation: 45 }), /translate\(150 120\) rotate\(45\)/)
  assert.match(pageOf({ shape: 'round' }), /<ellipse class="spot-top" rx="45" ry="35"/)
})

test('a state is told by a word, a pattern and a stroke, and is there for all of them', () => {
  for (const state of ['free', 'held', 'booked'] as const) {
    const drawn = pageOf({ state })
    const link = drawn.slice(drawn.search(/<a\s+class="spot/), drawn.indexOf('<ul class="legend"'))
    assert.match(link, new RegExp(`data-state="${state}"`))
    assert.match(link, /class="spot-hatch"[^>]*fill="url\(#plan-held\)"/)
    assert.match(link, /class="spot-cross"/)
    assert.match(drawn, new RegExp(`class="state" data-state="${state}"`))
  }
})

const FIGURES: [string, Partial<TableView>[], string[], RegExp][] = [
  ['a minimum spend', [{}], ['€600'], /class="figures">Amounts: minimum spend\.<\/li>/],
  [
    'a table price',
    [{ table_price_minor: 25_000, minimum_spend_minor: 0 }],
    ['€250'],
    /class="figures">Amounts: table price\.<\/li>/,
  ],
  [
    'both',
    [{ table_price_minor: 10_000, minimum_spend_minor: 40_000 }],
    ['€100+'],
    /table price\. Where there is a \+, a minimum spend comes in addition\./,
  ],
  [
    'one of both each',
    [{ table_price_minor: 10_000, minimum_spend_minor: 40_000 }, {}],
    ['€400+', '€600'],
    /minimum spend\. Where there is a \+, a table price comes in addition\./,
  ],
  [
    'nothing of the kind',
    [{ table_price_minor: 25_000, minimum_spend_minor: 0 }, {}],
    ['€600'],
    /class="figures">Amounts: minimum spend\.<\/li>/,
  ],
  ['no price', [{ minimum_spend_minor: 0 }], [], /"legend"(?!.*Amounts)/s],
]
for (const [what, tables, figures, legend] of FIGURES) {
  test(`the plan shows one amount of each table and names it, of tables with ${what}`, () => {
    const drawn = page({ tables: tables.map((table) => exampleTable(table)) })
    const shown = [...drawn.matchAll(/class="spot-price"[^>]*>\s*(\S+)\s*</g)]
    assert.deepEqual(
      shown.map(([, figure]) => figure),
      figures,
    )
    assert.match(drawn, legend)
  })
}

test('zones say how many of their tables are free, in the plan and in the list', () => {
  const drawn = page()
  assert.match(drawn, /id="free-all">1 of 3 free</)
  assert.match(drawn, /id="free-zon_1">1 of 2 free</)
  assert.match(drawn, /id="plan-free-zon_1">\s*1 of 2 free\s*</)
  assert.match(drawn, /id="free-zon_2">None free</)
})

test('a zone without tables is drawn, and is not in the list', () => {
  const floor = { id: 'zon_3', name: 'Dance floor', x: 0, y: 0, width: 50, height: 50 }
  const drawn = page({ zones: [...exampleFloorView().zones, floor] })
  assert.equal(drawn.split('Dance floor').length - 1, 1)
})

test('each zone asks how many are coming, up to its largest table, and leads on with GET', () => {
  const drawn = page()
  assert.match(drawn, /method="get"\s+action="\/nights\/tender-machines\/tables\/zon_1"/)
  assert.equal(drawn.match(/<option/g)?.length, 16)
  assert.match(drawn, /<label[^>]*for="best-zon_1"/)
})

const opens = new Date('2026-12-04T11:00:00Z')
const CLOSED: [string, Partial<FloorView>, RegExp][] = [
  ['sold out', { tables: [exampleTable({ state: 'booked' })] }, /Every VIP table of this night/],
  [
    'not yet on sale',
    { vip: { ...exampleVipNight, sale: 'not_started', sales_start_at: opens } },
    /VIP tables go on sale Fri 4 Dec, 12:00\./,
  ],
  ['off sale', { vip: { ...exampleVipNight, sale: 'ended' } }, /sale of VIP tables .* has ended/],
  ['paused', { night: { ...exampleNight, vip_paused_at: opens } }, /VIP tables are paused/],
  ['over', { night: { ...exampleNight, is_over: true } }, /This night is over/],
  ['cancelled', { night: { ...exampleNight, state: 'cancelled' } }, /If you have a table/],
]
for (const [state, change, words] of CLOSED) {
  test(`tables of a night that is ${state} say so, here and on the night's own page`, () => {
    assert.match(page(change), words)
    const { vip, tables, night } = exampleFloorView(change)
    const drawn = nightPage(exampleNightView({ night, vip: { vip, tables } }))
    assert.match(drawn, words)
    assert.doesNotMatch(drawn, /Book a VIP table|href="#vip"/)
  })
}

test('the best of a zone can be asked for only while tables are on sale', () => {
  assert.doesNotMatch(page({ vip: { ...exampleVipNight, sale: 'ended' } }), /method="get"/)
})

test('the night’s page says what a table costs ahead at least and how many are free', () => {
  const { vip, tables } = exampleFloorView()
  const drawn = nightPage(exampleNightView({ vip: { vip, tables } }))
  assert.match(drawn, /Deposit from €200/)
  assert.match(drawn, /1 of 3 tables is free/)
  assert.match(drawn, /href="\/nights\/tender-machines\/tables"\s*>Book a VIP table</)
  assert.match(drawn, /href="#vip">VIP tables, deposit from €200</)
  assert.doesNotMatch(nightPage(exampleNightView()), /VIP/)
})

test('why a guest is led back to the plan is said above it', () => {
  const drawn = page({ problem: 'Somebody else has just taken this table.' })
  assert.match(drawn, /role="alert"[^>]*>\s*<p>Somebody else has just taken this table\./)
})

test('a shared link shows the picture of the night', () => {
  const picture = 'https://tickets.example/nights/tender-machines/preview.png'
  assert.ok(page().includes(`content="${picture}"`))
})

test('nothing that the house writes becomes markup', () => {
  const evil = '"><script>alert(1)</script><!--'
  const drawn = page({
    plan: { id: 'flr_1', name: evil, width: 1000, height: 600 },
    zones: [{ id: 'zon_1', name: evil, x: 0, y: 0, width: 9, height: 9 }],
    tables: [exampleTable({ name: evil, zone: evil })],
    problem: evil,
  })
  assert.doesNotMatch(drawn, /<script>alert|<!--/)
})
