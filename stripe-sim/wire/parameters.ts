import type { Form, FormValue } from './form.ts'
import { refusal } from './errors.ts'

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
export type ParameterKind = Leaf | ParameterSchema
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
  metadata: Record<string, string> | ''
  range: Range
  hash: Form
  unsupported: never
}
type ValueOf<Kind> = Kind extends Leaf
  ? LeafValues[Kind]
  : Kind extends ParameterSchema
    ? ParametersOf<Kind>
    : never
export type ParametersOf<Schema extends ParameterSchema> = {
  [Name in keyof Schema]?: ValueOf<Schema[Name]>
}

// Stripe's limits for metadata.
const metadataKeysMax = 50
const metadataKeyLengthMax = 40
const metadataValueLengthMax = 500
const rangeSchema = { gt: 'integer', gte: 'integer', lt: 'integer', lte: 'integer' } as const

/**
 * Turns the strings of a form into the typed parameters of an endpoint. Refuses, as Stripe does,
 * an unknown name (`parameter_unknown`), a wrong integer (`parameter_invalid_integer`) and an empty
 * value that cannot be unset (`parameter_invalid_empty`); the error names the parameter.
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

function readValue(value: FormValue, kind: ParameterKind, param: string): unknown {
  if (kind === 'unsupported') {
    throw refusal(`The simulator does not have the parameter ${param} yet.`, param)
  }
  if (kind === 'metadata') return readMetadata(value, param)
  if (kind === 'strings') return readStrings(value, param)
  if (kind === 'range' && typeof value !== 'string') {
    return readParameters(asHash(value, param), rangeSchema, param)
  }
  if (kind === 'hash') return asHash(value, param)
  if (typeof kind !== 'string') return readParameters(asHash(value, param), kind, param)
  if (typeof value !== 'string') throw refusal(`Invalid string: ${JSON.stringify(value)}`, param)
  return readScalar(value, kind, param)
}

function readScalar(value: string, kind: Leaf, param: string): string | number | boolean {
  if (kind === 'emptyable') return value
  if (value === '') {
    const message =
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset ` +
      `a parameter; however '${param}' cannot be unset. You should remove '${param}' from your ` +
      `request or supply a non-empty value.`
    throw refusal(message, param, 'parameter_invalid_empty')
  }
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

function readStrings(value: FormValue, param: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw refusal('Invalid array', param)
}

// An empty string in place of the hash unsets all keys, so it is handed on.
function readMetadata(value: FormValue, param: string): Record<string, string> | '' {
  if (value === '') return ''
  const entries = Object.entries(asHash(value, param))
  if (entries.length > metadataKeysMax) {
    throw refusal(`Metadata can have up to ${metadataKeysMax} keys`, param)
  }
  const metadata: Record<string, string> = {}
  for (const [key, text] of entries) {
    const at = `${param}[${key}]`
    if (typeof text !== 'string') throw refusal('Metadata values must be strings', at)
    if (key.length > metadataKeyLengthMax) {
      throw refusal(`Metadata keys can be up to ${metadataKeyLengthMax} characters long`, at)
    }
    if (text.length > metadataValueLengthMax) {
      throw refusal(`Metadata values must have up to ${metadataValueLengthMax} characters`, at)
    }
    metadata[key] = text
  }
  return metadata
}

function asHash(value: FormValue, param: string): Form {
  if (typeof value === 'object' && !Array.isArray(value)) return value
  // Keys 0, 1, 2… look like an array on the wire; where a hash is wanted they are keys.
  if (Array.isArray(value)) return Object.fromEntries(value.entries())
  throw refusal('Invalid object', param)
}
