import type {
  DemoNightTerms,
  DemoPackage,
  DemoTable,
  DemoTerms,
  DemoZone,
} from './demo_tables.sql.ts'

/** The demo's floor plan: a canvas of 1000 by 880. */
export const floorPlan = { name: 'Ground floor', width: 1000, height: 880 }

/** Four zones with tables, and the dance floor between them. */
export const zones: (Omit<DemoZone, 'id' | 'floor_plan_id' | 'position'> & {
  tables: Omit<DemoTable, 'id' | 'zone_id'>[]
})[] = [
  {
    name: 'Stage side',
    x: 30,
    y: 30,
    width: 940,
    height: 210,
    tables: [
      { ...booth('Table 1', 10, 1), x: 150, y: 160 },
      { ...booth('Table 2', 10, 1), x: 325, y: 160 },
      { ...large('Table 3', 12, 2), x: 500, y: 155 },
      { ...booth('Table 4', 10, 3), x: 675, y: 160 },
      { ...booth('Table 5', 10, 3), x: 850, y: 160 },
    ],
  },
  {
    name: 'Gallery',
    x: 30,
    y: 270,
    width: 270,
    height: 580,
    tables: [
      { ...booth('Table 6', 8, 4), x: 115, y: 398, rotation: 270 },
      { ...booth('Table 7', 8, 4), x: 115, y: 555, rotation: 270 },
      { ...booth('Table 8', 8, 5), x: 115, y: 712, rotation: 270 },
      { ...round('Table 9', 6, 6), x: 238, y: 465 },
      { ...round('Table 10', 6, 6), x: 238, y: 625 },
      { ...round('Table 11', 6, 7), x: 238, y: 785 },
    ],
  },
  {
    name: 'Bar',
    x: 700,
    y: 270,
    width: 270,
    height: 580,
    tables: [
      { ...high('Table 12', 9), x: 770, y: 385 },
      { ...high('Table 13', 9), x: 895, y: 385 },
      { ...high('Table 14', 9), x: 770, y: 515 },
      { ...high('Table 15', 9), x: 895, y: 515 },
      { ...sofa('Table 16', 6, 8), x: 835, y: 655 },
      { ...sofa('Table 17', 6, 8), x: 835, y: 785 },
    ],
  },
  {
    name: 'Terrace',
    x: 330,
    y: 640,
    width: 340,
    height: 210,
    tables: [
      { ...round('Table 18', 6, 10), x: 400, y: 750 },
      { ...round('Table 19', 6, 10), x: 500, y: 780 },
      { ...round('Table 20', 6, 10), x: 600, y: 750 },
    ],
  },
  { name: 'Dance floor', x: 330, y: 270, width: 340, height: 340, tables: [] },
]

type Piece = Omit<DemoTable, 'id' | 'zone_id' | 'x' | 'y'>

function piece(
  name: string,
  capacity: number,
  rank: number,
  shape: Omit<Piece, 'name' | 'capacity' | 'rank' | 'rotation'>,
): Piece {
  return { name, capacity, rank, rotation: 0, ...shape }
}

function booth(name: string, capacity: number, rank: number): Piece {
  return piece(name, capacity, rank, { kind: 'booth', shape: 'rectangle', width: 110, height: 76 })
}

function large(name: string, capacity: number, rank: number): Piece {
  return piece(name, capacity, rank, { kind: 'stage', shape: 'rectangle', width: 150, height: 92 })
}

function sofa(name: string, capacity: number, rank: number): Piece {
  return piece(name, capacity, rank, { kind: 'sofa', shape: 'rectangle', width: 160, height: 70 })
}

function round(name: string, capacity: number, rank: number): Piece {
  return piece(name, capacity, rank, { kind: 'table', shape: 'round', width: 82, height: 82 })
}

function high(name: string, rank: number): Piece {
  return piece(name, 4, rank, { kind: 'high_table', shape: 'round', width: 76, height: 76 })
}

/** What a demo night asks for its tables, zone by zone. */
export interface TablePlan extends DemoNightTerms {
  packages: DemoPackage[]
  terms: Record<string, DemoTerms>
  /** Tables that are not to be had: the house keeps them for guests of its own. */
  blocked: string[]
}

const bottles: DemoPackage[] = [
  {
    name: 'One bottle',
    description: 'For a small party.',
    includes: ['Vodka or gin, 0.7 l', 'Six mixers', 'Water'],
    price_minor: 18_000,
  },
  {
    name: 'Two bottles',
    description: 'One to start with and one for later.',
    includes: ['Two bottles of your choice, 0.7 l', 'Twelve mixers', 'Water', 'Fruit'],
    price_minor: 34_000,
  },
  {
    name: 'Celebration',
    description: 'With sparklers, if you must.',
    includes: ['Champagne, 1.5 l', 'One bottle of your choice, 0.7 l', 'Twelve mixers', 'Fruit'],
    price_minor: 59_000,
  },
]

const credited = { charge: 'deposit', is_deposit_credited: true, table_price_minor: 0 } as const

/** Three nights of different kinds, by the slug of the demo's programme. */
export const tablePlans: Record<string, TablePlan> = {
  // A fixed deposit that counts towards the bill, charged at once. The terrace is nearly gone.
  'long-exposure': {
    arrive_by_minutes: 90,
    capture: 'at_once',
    policy:
      'Your table is kept until half past midnight. Cancel up to 48 hours before the doors open and your deposit comes back in full; after that it stays with the house.',
    packages: bottles,
    terms: {
      'Stage side': {
        ...credited,
        minimum_spend_minor: 90_000,
        deposit_minor: 30_000,
        guests_included: 8,
        extra_guest_price_minor: 2_000,
      },
      Gallery: {
        ...credited,
        minimum_spend_minor: 60_000,
        deposit_minor: 20_000,
        guests_included: 6,
        extra_guest_price_minor: 2_000,
      },
      Bar: {
        ...credited,
        minimum_spend_minor: 30_000,
        deposit_minor: 10_000,
        guests_included: 4,
        extra_guest_price_minor: 1_500,
      },
      Terrace: {
        ...credited,
        minimum_spend_minor: 40_000,
        deposit_minor: 15_000,
        guests_included: 6,
        extra_guest_price_minor: 0,
      },
    },
    blocked: ['Table 3', 'Table 18', 'Table 19'],
  },
  // A share of the evening, kept on the card until the doors open, and not credited.
  'concrete-garden': {
    arrive_by_minutes: 120,
    capture: 'at_doors',
    policy:
      'Your table is kept until midnight. The deposit keeps it for you and is not part of the bill. Nothing is charged if you cancel before the doors open.',
    packages: bottles,
    terms: Object.fromEntries(
      Object.entries({ 'Stage side': 120_000, Gallery: 80_000, Bar: 40_000, Terrace: 50_000 }).map(
        ([zone, minimum_spend_minor]) => [
          zone,
          {
            charge: 'deposit',
            is_deposit_credited: false,
            table_price_minor: 0,
            minimum_spend_minor,
            deposit_percent: 15,
            guests_included: zone === 'Bar' ? 4 : 6,
            extra_guest_price_minor: 2_500,
          } as const,
        ],
      ),
    ),
    blocked: ['Table 9'],
  },
  // Everything is paid ahead: the space and the guests, and no minimum spend.
  'open-decks': {
    arrive_by_minutes: 60,
    capture: 'at_once',
    policy:
      'Your table is yours from nine until we close. Cancel up to 24 hours before and everything comes back.',
    packages: bottles.slice(0, 2),
    terms: Object.fromEntries(
      Object.entries({ 'Stage side': 16_000, Gallery: 12_000, Bar: 6_000, Terrace: 8_000 }).map(
        ([zone, table_price_minor]) => [
          zone,
          {
            charge: 'full',
            is_deposit_credited: true,
            table_price_minor,
            minimum_spend_minor: 0,
            guests_included: 4,
            extra_guest_price_minor: 1_000,
          } as const,
        ],
      ),
    ),
    blocked: [],
  },
}
