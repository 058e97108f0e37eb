import { z } from 'zod'
import { isId } from '../../../kernel/index.ts'
import { planLimits } from '../../plan/plan_limits.ts'

const { canvas, capacity, rank, opacity, zonesMax, tablesMax, nameLengthMax } = planLimits
const between = ([min, max]: readonly [number, number]) => z.int().min(min).max(max)
const place = z.int().min(0).max(canvas[1])
const side = z.int().min(1).max(canvas[1])
// What is missing is told by the rules of the plan, in their own words.
const name = z.string().trim().max(nameLengthMax)

const table = z.object({
  name,
  kind: z.enum(['table', 'high_table', 'booth', 'sofa', 'stage']),
  shape: z.enum(['round', 'rectangle']),
  capacity: between(capacity),
  rank: between(rank),
  x: place,
  y: place,
  width: side,
  height: side,
  rotation: z.int().min(0).max(359),
})

const zone = z.object({
  name,
  x: place,
  y: place,
  width: side,
  height: side,
  tables: z.array(table).max(tablesMax),
})

const drawing = {
  name,
  width: between(canvas),
  height: between(canvas),
  picture: z.object({ id: z.string().max(40), opacity: between(opacity) }).nullable(),
  zones: z.array(zone).max(zonesMax),
}
const save_id = z.string().refine((text) => isId('sav', text))

/** The plan, or the picture, in an address. */
export const planParams = z.object({ id: z.string().min(1).max(100) })

/** A new plan. */
export const newPlanInput = z.object({ ...drawing, save_id })

/** A plan that is saved, and which of its saves the page has seen. */
export const planInput = newPlanInput.extend({
  revision: z.int().min(1),
  as_new_version: z.boolean().default(false),
})

/** The nights that are to be sold on a version. */
export const nightsInput = z.object({
  nights: z.array(z.string().min(1).max(100)).min(1).max(200),
})
