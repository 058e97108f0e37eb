import type { Form, FormValue } from './form.ts'
import { refusal } from './errors.ts'
import { readMetadata, type Metadata } from './metadata.ts'

type Leaf =
  | 'string'
  | 'emptyable' // a string that an empty value unsets
  | 'integer'
  | 'boolean'
  | 'strings'
  | 'metadata'
  | 'range' // a number, or a hash of gt, gte, lt, lte
  | 'hash' // kept as it came
  | 'unsupported' // Stripe knows it, the simulator does not yet
/** One of these texts; '' among them lets an empty value unset it. */
type Choice = readonly [string, ...string[]]
/** A list of hashes. */
type Hashes = readonly [ParameterSchema]
/** A hash, or a list of hashes, that an empty value unsets. */
type Emptyable = readonly ['', ParameterSchema | Hashes]
export type ParameterKind = Leaf | Choice | Hashes | Emptyable | ParameterSchema
export interface ParameterSchema {
  readonly [name: string]: ParameterKind
}

export type Range = number | { gt?: number; gte?: number; lt?: number; lte?: number }
type LeafValues = {
  string: string
  emptyable: string
  integer: number
  boolean: boolean
  strings: string[]
  metadata: Metadata | ''
  range: Range
  hash: Form
  unsupported: never
}
type ValueOf<Kind> = Kind extends Leaf
  ? LeafValues[Kind]
  : Kind extends readonly ['', infer Inner extends ParameterSchema | Hashes]
    ? '' | ValueOf<Inner>
    : Kind extends readonly [infer Item extends ParameterSchema]
      ? ParametersOf<Item>[]
      : Kind extends readonly (infer Text extends string)[]
        ? Text
        : Kind extends ParameterSchema
          ? ParametersOf<Kind>
          : never
export type ParametersOf<Schema extends ParameterSchema> = {
  [Name in keyof Schema]?: ValueOf<Schema[Name]>
}

// Stripe's own limit on every text.
const textLengthMax = 5_000
const rangeSchema = { gt: 'integer', gte: 'integer', lt: 'integer', lte: 'integer' } as const

/**
 * Turns the strings of a form into the typed parameters of an endpoint. Refuses, as Stripe does,
 * an unknown name (`parameter_unknown`), a wrong integer (`parameter_invalid_integer`), an empty
 * value that cannot be unset (`parameter_invalid_empty`), a text that is none of the possible ones
 * or too long, and a hash, list or text in place of another; the error names the parameter.
 */
export function readParameters<Schema extends ParameterSchema>(
  form: Form,
  schema: Schema,
  within = '',
): ParametersOf<Schema> {
  const parameters: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(form)) {
    const param = within === '' ? name : `${within}[${name}]`
    const kind = Object.hasOwn(schema, name) ? schema[name] : undefined
    if (kind === undefined) {
      throw refusal(`Received unknown parameter: ${param}`, param, 'parameter_unknown')
    }
    parameters[name] = readValue(value, kind, param)
  }
  return parameters as ParametersOf<Schema>
}

/** Checks the length of a text whose limit is lower than that of every text. Throws 400. */
export function checkLength(text: string | undefined, length_max: number, param: string): void {
  if (text === undefined || text.length <= length_max) return
  const shown = `${text.slice(0, 4)}...${text.slice(-4)}`
  throw refusal(`Invalid string: ${shown}; must be at most ${length_max} characters`, param)
}

function readValue(value: FormValue, kind: ParameterKind, param: string): unknown {
  if (kind === 'unsupported') {
    throw refusal(`The simulator does not have the parameter ${param} yet.`, param)
  }
  if (kind === 'metadata') return readMetadata(value, param)
  if (kind === 'strings') return readStrings(value, param)
  if (kind === 'hash') return asHash(value, param)
  if (kind === 'range' && typeof value !== 'string') {
    return readParameters(asHash(value, param), rangeSchema, param)
  }
  if (isEmptyable(kind)) return value === '' ? '' : readValue(value, kind[1], param)
  if (isHashes(kind)) return readHashes(value, kind[0], param)
  if (isSchema(kind)) return readParameters(asHash(value, param), kind, param)
  if (typeof value !== 'string') throw refusal(`Invalid string: ${written(value)}`, param)
  checkLength(value, textLengthMax, param)
  return typeof kind === 'string' ? readScalar(value, kind, param) : readChoice(value, kind, param)
}

function readScalar(value: string, kind: Leaf, param: string): string | number | boolean {
  if (kind === 'emptyable') return value
  if (value === '') throw emptyRefused(param)
  if (kind === 'integer' || kind === 'range') {
    if (/^[+-]?\d{1,15}$/.test(value)) return Number(value)
    throw refusal(`Invalid integer: ${value}`, param, 'parameter_invalid_integer')
  }
  if (kind === 'boolean') {
    if (value === 'true' || value === 'false') return value === 'true'
    throw refusal(`Invalid boolean: ${value}`, param)
  }
  return value
}

function readChoice(value: string, choice: Choice, param: string): string {
  if (choice.includes(value)) return value
  if (value === '') throw emptyRefused(param)
  const texts = choice.filter((text) => text !== '')
  const last = texts.pop() ?? ''
  const others = texts.length === 0 ? '' : `${texts.join(', ')}${texts.length > 1 ? ',' : ''} or `
  throw refusal(`Invalid ${param}: must be one of ${others}${last}`, param)
}

function emptyRefused(param: string): Error {
  const message =
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset ` +
    `a parameter; however '${param}' cannot be unset. You should remove '${param}' from your ` +
    `request or supply a non-empty value.`
  return refusal(message, param, 'parameter_invalid_empty')
}

function readStrings(value: FormValue, param: string): string[] {
  if (!Array.isArray(value)) throw refusal('Invalid array', param)
  return value.map((item, index) => {
    const at = `${param}[${index}]`
    if (typeof item !== 'string') throw refusal(`Invalid string: ${written(item)}`, at)
    checkLength(item, textLengthMax, at)
    return item
  })
}

function readHashes(value: FormValue, schema: ParameterSchema, param: string): unknown[] {
  if (!Array.isArray(value)) throw refusal('Invalid array', param)
  return value.map((item, index) => {
    const at = `${param}[${index}]`
    return readParameters(asHash(item, at), schema, at)
  })
}

function asHash(value: FormValue, param: string): Form {
  if (typeof value === 'string') throw refusal('Invalid object', param)
  // Keys 0, 1, 2… look like an array on the wire; where a hash is wanted they are keys.
  return Array.isArray(value) ? Object.fromEntries(value.entries()) : value
}

// Stripe shows a list as a hash of its places.
function written(value: FormValue): string {
  return JSON.stringify(Array.isArray(value) ? Object.fromEntries(value.entries()) : value)
}

function isEmptyable(kind: ParameterKind): kind is Emptyable {
  return Array.isArray(kind) && kind[0] === '' && typeof kind[1] === 'object'
}

function isHashes(kind: ParameterKind): kind is Hashes {
  return Array.isArray(kind) && typeof kind[0] === 'object'
}

function isSchema(kind: ParameterKind): kind is ParameterSchema {
  return typeof kind === 'object' && !Array.isArray(kind)
}
