import { boundsOf, isInside, type Box, type Turned } from './box.ts'

/** What of a plan is checked, by the page while it is drawn and by the server when it is saved. */
export interface CheckedPlan {
  name: string
  width: number
  height: number
  zones: (Box & { name: string; tables: (Turned & { name: string })[] })[]
}

/** What is wrong with a plan, at the field that it is wrong in, such as `zones.0.tables.2.name`. */
export interface PlanFault {
  field: string
  code: 'plan_name_missing' | 'plan_name_twice' | 'plan_off_canvas' | 'plan_off_zone'
}

/**
 * Everything that keeps a plan from being saved: names that are missing, or stand twice where
 * nobody could tell two things apart, zones that stick out of the canvas and tables out of their
 * zone.
 */
export function planFaults(plan: CheckedPlan): PlanFault[] {
  const canvas = { x: 0, y: 0, width: plan.width, height: plan.height }
  return [
    ...(plan.name.trim() ? [] : [{ field: 'name', code: 'plan_name_missing' } as const]),
    ...nameFaults('zones', plan.zones),
    ...plan.zones.flatMap((zone, n) => zoneFaults(`zones.${n}`, zone, canvas)),
  ]
}

function zoneFaults(field: string, zone: CheckedPlan['zones'][number], canvas: Box): PlanFault[] {
  const outside = isInside(zone, canvas) ? [] : [{ field, code: 'plan_off_canvas' } as const]
  const tables = zone.tables.flatMap((table, n): PlanFault[] => {
    const place = `${field}.tables.${n}`
    if (!isInside(boundsOf(table), canvas)) return [{ field: place, code: 'plan_off_canvas' }]
    return isInside(boundsOf(table), zone) ? [] : [{ field: place, code: 'plan_off_zone' }]
  })
  return [...outside, ...nameFaults(`${field}.tables`, zone.tables), ...tables]
}

/** The second of two names that look alike is the one at fault. */
function nameFaults(field: string, things: { name: string }[]): PlanFault[] {
  const seen = new Set<string>()
  return things.flatMap(({ name }, n): PlanFault[] => {
    const plain = name.trim().toLowerCase()
    if (!plain) return [{ field: `${field}.${n}.name`, code: 'plan_name_missing' }]
    if (seen.has(plain)) return [{ field: `${field}.${n}.name`, code: 'plan_name_twice' }]
    seen.add(plain)
    return []
  })
}
