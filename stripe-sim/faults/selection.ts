import { z } from 'zod'
import { newId } from '../state/ids.ts'

/** Whom a fault strikes among the requests or events that fit its pattern. */

/** The fields of every fault that choose whom it strikes; to be spread into a `strictObject`. */
export const selectionFields = {
  /** Only what is about the object with this id. */
  object: z.string().min(1).optional(),
  /** Only what is about an object, or a request, that has all of this metadata. */
  metadata: z.record(z.string(), z.string()).optional(),
  /** How often it strikes before it is gone; null for ever. */
  times: z.number().int().min(1).nullable().default(1),
  /** How likely it strikes each one that fits. */
  probability: z.number().min(0).max(1).default(1),
  /** Another seed strikes others, the same one the same: the first that fits, the fourth… */
  seed: z.number().int().default(1),
}

/** What a fault keeps beside what it was given. */
export type Selection = {
  id: string
  times: number | null
  probability: number
  /** The state of its own random numbers. */
  lot: number
}

/** A fault as it enters the book: with an id of its own and its random numbers at their start. */
export function newFault<Given extends { seed: number }>(
  given: Given,
): Given & { id: string; lot: number } {
  return { ...given, id: newId('flt'), lot: given.seed | 0 }
}

/**
 * The first of these faults that strikes, or null; it is used up by one, and taken out of `faults`
 * when it was the last time. Every fault that `fits` draws its lot, also behind one that strikes:
 * whom a seed strikes does not depend on which other faults are set.
 */
export function takeFault<Fault extends Selection>(
  faults: Fault[],
  fits: (fault: Fault) => boolean,
): Fault | null {
  let struck: Fault | null = null
  for (const fault of faults) {
    if (fits(fault) && draws(fault)) struck ??= fault
  }
  if (struck?.times) {
    struck.times -= 1
    if (struck.times === 0) faults.splice(faults.indexOf(struck), 1)
  }
  return struck
}

/** Whether an object of Stripe's is the one with this id, or names it in one of its properties. */
export function namesObject(object: object, id: string): boolean {
  return Object.values(object).some(
    (value) => value === id || (value as { id?: unknown } | null)?.id === id,
  )
}

/** Whether all of the `wanted` metadata is there. */
export function hasMetadata(metadata: unknown, wanted: Record<string, string>): boolean {
  if (typeof metadata !== 'object' || metadata === null) return false
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(metadata, key) && Reflect.get(metadata, key) === value,
  )
}

function draws(fault: Selection): boolean {
  return fault.probability >= 1 || nextRandom(fault) < fault.probability
}

/**
 * The next of a reproducible sequence of random numbers from 0 up to 1, whose state is the integer
 * `lot`: a counter stepped by the golden ratio and mixed (the scheme called splitmix32). Good
 * enough to spread faults evenly, and the same on every machine.
 */
export function nextRandom(state: { lot: number }): number {
  state.lot = (state.lot + 0x9e3779b9) | 0
  let mixed = state.lot ^ (state.lot >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}
