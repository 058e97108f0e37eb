import { z } from 'zod'
import { isId } from '../../../kernel/index.ts'
import { nightParams } from './nights_input.ts'

/** More tables than any plan has, and more packages than anybody reads. */
const TABLES_MAX = 500
const PACKAGES_MAX = 100
const AMOUNT_MINOR_MAX = 99_999_999
const GUESTS_MAX = 100

const known = z.string().min(1).max(100)
const version = z.int32().min(1)
const amount = z.int().min(0).max(AMOUNT_MINOR_MAX)
const guests = z.int().min(1).max(GUESTS_MAX)
const line = (max: number) => z.string().trim().max(max)

/** The tables that the editor has read, each in its version; 0 is one that has no terms yet. */
const anyTables = z
  .array(z.object({ id: known, version: z.int32().min(0) }))
  .max(TABLES_MAX)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length)
const tables = anyTables.refine((all) => all.length > 0)

/** What is set for all of these tables; what is left out stays as it is at each of them. */
export const termsInput = z
  .object({
    is_on_sale: z.boolean(),
    table_price_minor: amount,
    minimum_spend_minor: amount,
    charge: z.enum(['full', 'deposit']),
    deposit_minor: amount.min(1).nullable(),
    deposit_percent: z.int().min(1).max(100).nullable(),
    is_deposit_credited: z.boolean(),
    guests_included: guests,
    guests_max: guests,
    extra_guest_price_minor: amount,
  })
  .partial()
  .extend({ tables })

export const copyFromNightInput = z.object({ from: known, tables: anyTables })
export const copyFromZoneInput = z.object({ from: known, to: known, tables })

/** By the venue's clock, to the minute. */
const localTime = z.iso.datetime({ local: true, precision: -1 }).startsWith('20').max(16)

export const beginInput = z.object({
  floor_plan_id: known,
  arrive_by: localTime,
  policy: line(2000).min(1),
})
export const planChoiceInput = beginInput.pick({ floor_plan_id: true })

export const packageParams = nightParams.extend({ package: known })

const packageDetails = z.object({
  name: line(100).min(1),
  description: line(500),
  includes: z.array(line(100).min(1)).max(20),
  price_minor: amount.min(1),
  is_on_sale: z.boolean(),
})
export const newPackageInput = packageDetails.extend({
  id: z.string().refine((text) => isId('pkg', text)),
})
export const packageInput = packageDetails.extend({ version })
export const packageOrderInput = z.object({ ids: z.array(known).max(PACKAGES_MAX) })
