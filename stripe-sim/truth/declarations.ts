import type { DeclaredName } from './declared.ts'
import { shapesOf, type RecordShape, type Shape } from './shapes.ts'

/** Something at `path` (`data.0.outcome.type`; '' is the whole) that is not as declared. */
export type Difference = { path: string; problem: string }

/**
 * Holds a JSON value against the SDK's declaration of that name. Finds required properties that
 * are missing, unknown ones, wrong kinds, null where none is allowed and values outside an enum,
 * at any depth, expanded objects included.
 */
export function differencesFrom(name: DeclaredName, value: unknown): Difference[] {
  return differences(shapesOf(name), value, '')
}

function differences(shapes: Shape[], value: unknown, path: string): Difference[] {
  if (shapes.length === 0) return [{ path, problem: 'unknown' }]
  const fitting = shapes.filter((shape) => fits(shape, value))
  const [first] = fitting
  if (first === undefined) return [{ path, problem: `is ${shown(value)}, not ${named(shapes)}` }]
  if (first.kind === 'list') {
    const items = value as unknown[]
    return items.flatMap((item, index) => differences(first.of(), item, below(path, index)))
  }
  if (first.kind !== 'record') return []
  const records = fitting.filter((shape) => shape.kind === 'record')
  return fewest(alike(records, value as Plain).map((shape) => within(shape, value as Plain, path)))
}

type Plain = Record<string, unknown>

function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'anything':
      return true
    case 'null':
      return value === null
    case 'literal':
      return value === shape.value
    case 'list':
      return Array.isArray(value)
    case 'record':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === shape.kind
  }
}

// Of 275 kinds of events one is meant. These properties tell which, so that only that one is
// looked into; where they tell nothing, all are.
const telling = ['object', 'type', 'deleted'] as const

function alike(records: RecordShape[], value: Plain): RecordShape[] {
  if (records.length === 1) return records
  const meant = records.filter(({ properties }) =>
    telling.every((name) => {
      const property = properties.get(name)
      if (property === undefined) return value[name] === undefined
      if (value[name] === undefined) return property.isOptional
      return property.shapes().some((shape) => fits(shape, value[name]))
    }),
  )
  return meant.length > 0 ? meant : records
}

function within({ properties, rest }: RecordShape, value: Plain, path: string): Difference[] {
  const found: Difference[] = []
  for (const [name, { isOptional }] of properties) {
    if (isOptional || value[name] !== undefined) continue
    found.push({ path: below(path, name), problem: 'missing' })
  }
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    const shapes = properties.get(name)?.shapes() ?? rest?.() ?? []
    found.push(...differences(shapes, inner, below(path, name)))
  }
  return found
}

function fewest(candidates: Difference[][]): Difference[] {
  return candidates.reduce((best, next) => (next.length < best.length ? next : best))
}

function below(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`
}

function shown(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${JSON.stringify(value)}`
}

const namesMax = 8

function named(shapes: Shape[]): string {
  // The compiler puts null first.
  const inOrder = shapes.toSorted((a, b) => Number(a.kind === 'null') - Number(b.kind === 'null'))
  const names = inOrder.map((shape) =>
    shape.kind === 'literal'
      ? JSON.stringify(shape.value)
      : shape.kind === 'record'
        ? shape.name
        : shape.kind,
  )
  const more = names.length > namesMax ? `, … (${names.length - namesMax} more)` : ''
  return names.slice(0, namesMax).join(', ') + more
}
