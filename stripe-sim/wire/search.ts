import { createHash } from 'node:crypto'
import type { Simulator } from '../state/simulator.ts'
import { missingParameter, refusal } from './errors.ts'
import { limitOf, type Listable } from './lists.ts'
import type { ParametersOf, ParameterSchema } from './parameters.ts'
import { parseQuery, type Clause, type SearchQuery } from './search_query.ts'

export const searchParameters = {
  expand: 'strings',
  limit: 'integer',
  page: 'string',
  query: 'string',
} as const satisfies ParameterSchema

type Value = string | number | null | undefined
/**
 * A field that can be searched for: a `token` as a whole, a `string` also by the words in it and
 * by any part, a `numeric` field by its size. `metadata` is a field of everything.
 */
type SearchField<Item> = {
  type: 'token' | 'string' | 'numeric'
  read: (item: Item) => Value
}
export type SearchFields<Item> = Record<string, SearchField<Item>>
type Searched = { id: string; created: number; metadata: Record<string, string> }
export type SearchResult<Item> = {
  object: 'search_result'
  data: Item[]
  has_more: boolean
  next_page: string | null
  url: string
}

const partLengthMin = 3

/**
 * One page of what a query finds, newest first; `page` is the `next_page` of the one before. An
 * object is found from `search_lag_s` after its creation on, because Stripe's index comes behind,
 * too (https://docs.stripe.com/search#data-freshness); a change to it is seen at once, which is
 * where the simulator is better than Stripe. Throws 400 for a query that is none, for a field that
 * cannot be searched (or not in this way) and for a page that no search has led to.
 */
export function searchPage<Item extends Searched>(
  simulator: Simulator,
  { kind, fields }: { kind: string; fields: SearchFields<Item> },
  items: Listable<Item>,
  parameters: ParametersOf<typeof searchParameters>,
): SearchResult<Item> {
  const { query: text, page, limit: given } = parameters
  if (text === undefined) throw missingParameter('query')
  const limit = limitOf(given)
  const query = parseQuery(text)
  const fits = matcherOf(query, fields, kind)
  const digest = digestOf(kind, text)
  const after = page === undefined ? undefined : readPage(page, digest)
  const newest_ms = simulator.clock.now() - simulator.settings.search_lag_s * 1000
  const data: Item[] = []
  for (const item of items.older(after)) {
    if (item.created * 1000 > newest_ms || !fits(item)) continue
    data.push(item)
    if (data.length > limit) break
  }
  const has_more = data.length > limit
  if (has_more) data.pop()
  const next_page = has_more ? writePage(digest, data.at(-1)?.id ?? '') : null
  return { object: 'search_result', data, has_more, next_page, url: `/v1/${kind}/search` }
}

type Test<Item> = (item: Item) => boolean

function matcherOf<Item extends Searched>(
  { clauses, joinedBy }: SearchQuery,
  fields: SearchFields<Item>,
  kind: string,
): Test<Item> {
  const tests = clauses.map((clause) => {
    const test = testOf(clause, fieldOf(clause, fields, kind))
    return clause.isNegated ? (item: Item) => !test(item) : test
  })
  return joinedBy === 'OR'
    ? (item) => tests.some((test) => test(item))
    : (item) => tests.every((test) => test(item))
}

function fieldOf<Item extends Searched>(
  { field, key }: Clause,
  fields: SearchFields<Item>,
  kind: string,
): SearchField<Item> {
  if (key !== null) return { type: 'token', read: ({ metadata }) => metadata[key] }
  const found = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (found !== undefined) return found
  throw refusal(
    `Field \`${field}\` is an unsupported search field for resource \`${kind}\`. See ` +
      `http://stripe.com/docs/search#query-fields-for-${kind.replaceAll('_', '-')} for a list of ` +
      'supported fields.',
    'query',
  )
}

function testOf<Item>(clause: Clause, { type, read }: SearchField<Item>): Test<Item> {
  const { operator, value } = clause
  if (value === null) {
    if (operator !== ':') throw unsuitable(clause)
    return (item) => (read(item) ?? '') === ''
  }
  if (type === 'numeric') return numericTest(clause, value, read)
  const wanted = value.toLowerCase()
  const textOf = (item: Item): string => String(read(item) ?? '').toLowerCase()
  if (operator === '~' && type === 'string') {
    if (wanted.length < partLengthMin) throw tooShort(clause)
    return (item) => textOf(item).includes(wanted)
  }
  if (operator !== ':') throw unsuitable(clause)
  if (type === 'token') return (item) => textOf(item) === wanted
  const phrase = ` ${wordsOf(wanted).join(' ')} `
  return (item) => ` ${wordsOf(textOf(item)).join(' ')} `.includes(phrase)
}

function numericTest<Item>(clause: Clause, value: string, read: (item: Item) => Value): Test<Item> {
  const wanted = Number(value)
  if (value.trim() === '' || !Number.isFinite(wanted)) {
    throw refusal(`Invalid number in your search query: ${clause.field}`, 'query')
  }
  const compare: Partial<Record<Clause['operator'], (number: number) => boolean>> = {
    ':': (number) => number === wanted,
    '>': (number) => number > wanted,
    '<': (number) => number < wanted,
    '>=': (number) => number >= wanted,
    '<=': (number) => number <= wanted,
  }
  const test = compare[clause.operator]
  if (test === undefined) throw unsuitable(clause)
  return (item) => test(Number(read(item) ?? Number.NaN))
}

// A text is found by the words in it, in their order: `name:"one two"` finds "One Two Three".
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

function unsuitable({ field, operator }: Clause): Error {
  return refusal(`Field \`${field}\` does not support the operator \`${operator}\`.`, 'query')
}

function tooShort({ field }: Clause): Error {
  const message = `Substring search on field \`${field}\` needs at least ${partLengthMin} characters.`
  return refusal(message, 'query')
}

// A page belongs to its query: with another one it leads nowhere.
function digestOf(kind: string, query: string): string {
  return createHash('sha256').update(`${kind} ${query}`).digest('base64url').slice(0, 12)
}

function writePage(digest: string, id: string): string {
  return Buffer.from(`${digest} ${id}`).toString('base64url')
}

function readPage(page: string, digest: string): string {
  const [belongsTo, id, ...more] = Buffer.from(page, 'base64url').toString().split(' ')
  if (belongsTo === digest && id !== undefined && more.length === 0) return id
  throw refusal('The page of these search results does not exist.', 'page')
}
