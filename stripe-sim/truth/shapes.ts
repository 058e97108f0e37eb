import ts from 'typescript-api'
import { declarations, type DeclaredName } from './declared.ts'

/** One of the ways in which a declared property may be written as JSON. */
export type Shape =
  | { kind: 'anything' }
  | { kind: 'null' | 'string' | 'number' | 'boolean' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'list'; of(): Shape[] }
  | {
      kind: 'record'
      name: string
      properties: Map<string, Property>
      rest: (() => Shape[]) | null
    }
export type RecordShape = Extract<Shape, { kind: 'record' }>
export type Property = { isOptional: boolean; shapes(): Shape[] }

/** The ways in which the SDK lets a value of this name be written. */
export function shapesOf(name: DeclaredName): Shape[] {
  const type = declarations().types.get(name)
  if (type === undefined) throw new Error(`${name} is not among the declared names.`)
  return shapesOfType(type)
}

/** The literals that the SDK names for a property, for instance the statuses of a refund. */
export function literalsOf(name: DeclaredName, property: string): string[] {
  const records = shapesOf(name).filter((shape) => shape.kind === 'record')
  const shapes = records.flatMap(({ properties }) => properties.get(property)?.shapes() ?? [])
  return shapes.flatMap((shape) => (shape.kind === 'literal' ? String(shape.value) : []))
}

// Objects refer to each other in circles, so what is inside of one is found out when it is asked.
const known = new Map<ts.Type, Shape[]>()

function shapesOfType(type: ts.Type): Shape[] {
  const before = known.get(type)
  if (before !== undefined) return before
  const shapes = type.isUnion() ? ofUnion(type) : ofOne(type)
  known.set(type, shapes)
  return shapes
}

function ofUnion({ types }: ts.UnionType): Shape[] {
  const namesValues = types.some((type) => type.isStringLiteral())
  // An open enum is written `'a' | 'b' | OtherString`: Stripe may add values later. What the
  // simulator sends has to be among those that are known, so the rest of all texts is left out.
  const closed = namesValues ? types.filter((type) => !isOtherString(type)) : types
  return closed.flatMap((type) => shapesOfType(type))
}

function isOtherString(type: ts.Type): boolean {
  return (
    type.isIntersection() && type.types.some((part) => (part.flags & ts.TypeFlags.String) !== 0)
  )
}

function ofOne(type: ts.Type): Shape[] {
  const { checker } = declarations()
  const is = (flag: ts.TypeFlags): boolean => (type.flags & flag) !== 0
  if (is(ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [{ kind: 'anything' }]
  // JSON has no undefined: a property of that type alone (`deleted?: void`) may not be there.
  if (is(ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never)) return []
  if (is(ts.TypeFlags.Null)) return [{ kind: 'null' }]
  if (is(ts.TypeFlags.String) || isOtherString(type)) return [{ kind: 'string' }]
  if (is(ts.TypeFlags.Number)) return [{ kind: 'number' }]
  if (is(ts.TypeFlags.Boolean)) return [{ kind: 'boolean' }]
  if (is(ts.TypeFlags.BooleanLiteral)) {
    return [{ kind: 'literal', value: checker.typeToString(type) === 'true' }]
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return [{ kind: 'literal', value: type.value }]
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    return [{ kind: 'list', of: () => (item === undefined ? [] : shapesOfType(item)) }]
  }
  return [recordOf(type, checker)]
}

function recordOf(type: ts.Type, checker: ts.TypeChecker): RecordShape {
  const properties = new Map<string, Property>()
  for (const symbol of checker.getPropertiesOfType(type)) {
    properties.set(symbol.name, {
      isOptional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      shapes: () => shapesOfType(checker.getTypeOfSymbol(symbol)),
    })
  }
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  const rest = index === undefined ? null : () => shapesOfType(index)
  return { kind: 'record', name: checker.typeToString(type), properties, rest }
}
