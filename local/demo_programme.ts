import type { DemoNight, DemoTicketType } from './demo.sql.ts'

/** What is on sale for a demo night. */
export type Release = Pick<DemoTicketType, 'name' | 'description' | 'price_minor' | 'capacity'> &
  Partial<Pick<DemoTicketType, 'sale_in_days' | 'has_ended'>>

/** A night of the demo: in which week from now, and on which weekday (0 is Sunday). */
export type Plan = Omit<DemoNight, 'id' | 'venue_id' | 'date'> & {
  week: number
  weekday: number
  releases: Release[]
}

const FRIDAY = 5
const SATURDAY = 6
const THURSDAY = 4

/** Nights of every kind that a guest can meet: on sale, nearly gone, sold out, not yet on sale. */
export const programme: Plan[] = [
  {
    slug: 'long-exposure',
    title: 'Long Exposure',
    subtitle: 'Slow house, all night long',
    description:
      'One room, one pair of decks, seven hours. The lights stay low and the records stay long.',
    lineup: ['Cargo Lights', 'Tessellate', 'Low Tide Radio'],
    minimum_age: 18,
    poster: 0,
    week: 0,
    weekday: FRIDAY,
    doors: '23:00',
    hours: 7,
    releases: [
      {
        name: 'First release',
        description: 'Entry all night.',
        price_minor: 1400,
        capacity: 100,
        has_ended: true,
      },
      {
        name: 'Second release',
        description: 'Entry all night.',
        price_minor: 1800,
        capacity: 250,
      },
      {
        name: 'Early entry',
        description: 'Be inside before half past midnight.',
        price_minor: 1200,
        capacity: 120,
      },
    ],
  },
  {
    slug: 'concrete-garden',
    title: 'Concrete Garden',
    subtitle: 'Techno on both floors',
    description:
      'The yearly takeover: both floors, the courtyard heated, and a second bar under the arch.',
    lineup: ['Nine Volt Choir', 'Ferrite', 'Haze Department', 'Pale Machine'],
    minimum_age: 18,
    poster: 1,
    week: 0,
    weekday: SATURDAY,
    doors: '22:00',
    hours: 10,
    releases: [
      {
        name: 'General admission',
        description: 'Entry all night.',
        price_minor: 2450,
        capacity: 400,
      },
      {
        name: 'Last call',
        description: 'Entry after 3:00.',
        price_minor: 1500,
        capacity: 12,
      },
    ],
  },
  {
    slug: 'velvet-static',
    title: 'Velvet Static',
    subtitle: 'Disco, boogie and one confetti cannon',
    description: 'The night that sold out in an afternoon. Come early next month.',
    lineup: ['Mirrorball Transit', 'Soft Robot'],
    minimum_age: 18,
    poster: 2,
    week: 1,
    weekday: SATURDAY,
    doors: '23:00',
    hours: 6,
    releases: [
      // A stock of nothing is as sold out as one that is gone, and keeps the demo's books true.
      {
        name: 'General admission',
        description: 'Entry all night.',
        price_minor: 2000,
        capacity: 0,
      },
    ],
  },
  {
    slug: 'open-decks',
    title: 'Open Decks',
    subtitle: 'Bring three records',
    description:
      'Anybody may play three tracks. The list is at the bar from nine, the good slots go quickly.',
    lineup: [],
    minimum_age: 16,
    poster: 3,
    week: 2,
    weekday: THURSDAY,
    doors: '21:00',
    hours: 4,
    releases: [
      {
        name: 'At the door or here',
        description: 'One drink included.',
        price_minor: 600,
        capacity: 150,
      },
    ],
  },
  {
    slug: 'the-last-train',
    title: 'The Last Train',
    subtitle: 'The night before the arches close for winter',
    description: 'Everybody who played this year, back to back, until the first train runs.',
    lineup: ['Cargo Lights', 'Ferrite', 'Mirrorball Transit', 'Pale Machine', 'Tessellate'],
    minimum_age: 18,
    poster: 4,
    week: 4,
    weekday: SATURDAY,
    doors: '22:00',
    hours: 12,
    releases: [
      {
        name: 'General admission',
        description: 'Entry all night.',
        price_minor: 2800,
        capacity: 500,
        sale_in_days: 7,
      },
    ],
  },
]
