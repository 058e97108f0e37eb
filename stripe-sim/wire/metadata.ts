import type { Form, FormValue } from './form.ts'
import { refusal } from './errors.ts'

export type Metadata = Record<string, string>

// Stripe's limits, see https://docs.stripe.com/metadata#data.
const keysMax = 50
const keyLengthMax = 40
const valueLengthMax = 500

/**
 * Reads what a request says of an object's metadata: a hash of texts, or an empty text in place of
 * the hash, which unsets all of it. Throws 400 for what passes Stripe's limits.
 */
export function readMetadata(value: FormValue, param: string): Metadata | '' {
  if (value === '') return ''
  if (typeof value === 'string') throw refusal('Invalid object', param)
  // Keys 0, 1, 2… look like an array on the wire; here they are keys.
  const hash: Form = Array.isArray(value) ? Object.fromEntries(value.entries()) : value
  checkCount(Object.keys(hash).length, param)
  const entries = Object.entries(hash).map(([key, text]) => [key, readText(key, text, param)])
  return Object.fromEntries(entries) as Metadata
}

/**
 * Lays changes over metadata, as Stripe does: keys with an empty value go, an empty text in place
 * of the hash takes all. Throws 400 when more than 50 keys would be left.
 */
export function mergedMetadata(before: Metadata | null, changes: Metadata | '' = {}): Metadata {
  if (changes === '') return {}
  const entries = Object.entries({ ...before, ...changes }).filter(([, text]) => text !== '')
  checkCount(entries.length, 'metadata')
  return Object.fromEntries(entries)
}

function readText(key: string, text: FormValue, param: string): string {
  const at = `${param}[${key}]`
  if (typeof text !== 'string') throw refusal('Metadata values must be strings', at)
  if (key.length > keyLengthMax) {
    throw refusal(
      `Metadata keys can have up to ${keyLengthMax} characters, but you passed in a key that is ` +
        `${key.length} characters. Invalid key: ${key}`,
      at,
    )
  }
  if (text.length > valueLengthMax) {
    throw refusal(
      `Metadata values can have up to ${valueLengthMax} characters, but you passed in a value ` +
        `that is ${text.length} characters. Invalid value: ${text}`,
      at,
    )
  }
  return text
}

function checkCount(count: number, param: string): void {
  if (count <= keysMax) return
  throw refusal(`Metadata can have up to ${keysMax} keys, but you've set ${count}`, param)
}
