import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Difference } from './declarations.ts'

type Plain = Record<string, unknown>
/** Stripe's own example of each resource, by the name that stands in its `object`. */
export type Fixtures = Record<string, Plain>

/** Stripe's published fixtures, beside the repository; null where that file is absent. */
export function readFixtures(path = fixturesPath): Fixtures | null {
  if (!existsSync(path)) return null
  const { resources } = JSON.parse(readFileSync(path, 'utf8')) as { resources: Fixtures }
  return resources
}
export const fixturesPath = join(
  import.meta.dirname,
  '../../../shared/stripe-openapi/fixtures3.json',
)

/**
 * Holds every resource in a JSON value, however deep, against its fixture: the same names, and the
 * same kinds, where null goes with any. A path begins with the resource's name.
 */
export function differencesFromFixtures(fixtures: Fixtures, value: unknown): Difference[] {
  if (Array.isArray(value)) return value.flatMap((item) => differencesFromFixtures(fixtures, item))
  if (!isPlain(value)) return []
  const inside = Object.values(value).flatMap((inner) => differencesFromFixtures(fixtures, inner))
  const name = resourceOf(value)
  const fixture = fixtures[name]
  return fixture === undefined ? inside : [...comparedHash(fixture, value, name), ...inside]
}

/** The name of the fixture for an object; '' for a hash, a list, or an object without one. */
export function resourceOf(value: Plain): string {
  const { object, deleted } = value
  if (typeof object !== 'string') return ''
  return deleted === true ? `deleted_${object}` : object
}

function compared(fixture: unknown, value: unknown, path: string): Difference[] {
  // An expanded object is held against a fixture of its own.
  if (fixture === null || value === null || isResource(fixture) || isResource(value)) return []
  if (kindOf(fixture) !== kindOf(value)) {
    return [{ path, problem: `is ${kindOf(value)}, in the fixture ${kindOf(fixture)}` }]
  }
  if (Array.isArray(fixture) && Array.isArray(value)) {
    const [expected] = fixture
    const [first] = value
    if (expected === undefined || first === undefined) return []
    return compared(expected, first, `${path}.0`)
  }
  if (!isPlain(fixture) || !isPlain(value)) return []
  return comparedHash(fixture, value, path)
}

function comparedHash(fixture: Plain, value: Plain, path: string): Difference[] {
  // Metadata has the names that its owner gives.
  if (path.endsWith('.metadata')) return []
  const names = new Set([...Object.keys(fixture), ...Object.keys(value)])
  return [...names].flatMap((name) => {
    const at = `${path}.${name}`
    if (!Object.hasOwn(value, name)) return [{ path: at, problem: 'only in the fixture' }]
    if (!Object.hasOwn(fixture, name)) return [{ path: at, problem: 'not in the fixture' }]
    return compared(fixture[name], value[name], at)
  })
}

function isResource(value: unknown): boolean {
  return isPlain(value) && typeof value['object'] === 'string' && value['object'] !== 'list'
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}
