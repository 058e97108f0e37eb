import { z } from 'zod'
import { isId, type IdPrefix } from '../../../kernel/index.ts'
import { nightShows } from '../../../overview/index.ts'
import { afterInput } from './lists_input.ts'

/** More than any house holds. */
const PEOPLE_MAX = 1_000_000
const PRICE_MINOR_MAX = 99_999_999
/** More kinds than any night sells. */
const TYPES_MAX = 50

const made = (prefix: IdPrefix) => z.string().refine((text) => isId(prefix, text))
const known = z.string().min(1).max(100)
/** A time by the venue's clock, to the minute, as a browser's field writes it. */
const localTime = z.iso.datetime({ local: true, precision: -1 }).startsWith('20').max(16)
const line = (max: number) => z.string().trim().max(max)
const people = z.int().min(0).max(PEOPLE_MAX)
const version = z.int().min(1)

export const nightParams = z.object({ id: known })
export const typeParams = nightParams.extend({ type: known })

export const nightsQuery = z.object({
  show: z.enum(nightShows).default('coming'),
  after: afterInput,
})

/** A new draft; the page that asks for it makes the id. */
export const newNightInput = z.object({
  id: made('ngt'),
  title: line(120).min(1),
  doors_at: localTime,
  ends_at: localTime,
})

export const copyInput = newNightInput.pick({ id: true, doors_at: true })

/** All that a night says of itself, and the version that the editor has read. */
export const nightInput = z.object({
  version,
  slug: line(100).regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  title: line(120).min(1),
  subtitle: line(200),
  description: z.string().trim().max(5000),
  lineup: z.array(line(100).min(1)).max(40),
  minimum_age: z.int().min(0).max(99).nullable(),
  poster: z.int().min(0).max(99),
  doors_at: localTime,
  ends_at: localTime,
  order_tickets_max: z.int().min(1).max(100),
  hard_capacity: people.min(1).nullable(),
})

export const salesInput = z.object({ side: z.enum(['ga', 'vip']), paused: z.boolean() })

const typeDetails = z.object({
  name: line(100).min(1),
  description: line(500),
  price_minor: z.int().min(1).max(PRICE_MINOR_MAX),
  capacity: people,
  order_quantity_max: z.int().min(1).max(100),
  sales_start_at: localTime.nullable(),
  sales_end_at: localTime.nullable(),
  opens_after: known.nullable(),
})

export const newTypeInput = typeDetails.extend({ id: made('typ') })
export const typeInput = typeDetails.extend({ version })
export const typeOrderInput = z.object({ ids: z.array(known).max(TYPES_MAX) })

export const vipInput = z.object({
  version,
  sales_start_at: localTime.nullable(),
  sales_end_at: localTime.nullable(),
  arrive_by: localTime,
  policy: line(2000).min(1),
  capture: z.enum(['at_once', 'at_doors']),
})

/** How many fit into the house, and what the editor has read. */
export const capacityInput = z.object({
  hard_capacity: people.min(1).nullable(),
  was: people.nullable(),
})
