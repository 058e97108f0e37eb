import { refusal } from './errors.ts'

export type Operator = ':' | '~' | '>' | '<' | '>=' | '<='
/** One condition, for instance `-metadata["order"]~"ord_"`. A `value` of null asks for absence. */
export type Clause = {
  field: string
  /** The key in `metadata["key"]`; null for every other field. */
  key: string | null
  operator: Operator
  value: string | null
  isNegated: boolean
}
/** Conditions of which all must hold, or, joined by OR, any one. */
export type SearchQuery = { clauses: Clause[]; joinedBy: 'AND' | 'OR' }

const clausesMax = 10

/**
 * Reads Stripe's search query language, see https://docs.stripe.com/search#search-query-language:
 * clauses of a field, an operator and a value, joined by AND (which may be left out) or by OR.
 * Texts stand in quotes of either kind, with a backslash before a quote or backslash in them;
 * numbers and `null` may stand without. Throws 400 for what cannot be read, for AND and OR in one
 * query, and for more than ten clauses.
 */
export function parseQuery(text: string): SearchQuery {
  const reader = { text: text.trim(), at: 0 }
  const clauses: Clause[] = []
  const joints = new Set<'AND' | 'OR'>()
  while (clauses.length === 0 || reader.at < reader.text.length) {
    if (clauses.length > 0) joints.add(readJoint(reader))
    clauses.push(readClause(reader))
  }
  const [joinedBy = 'AND', another] = joints
  if (another !== undefined) {
    throw refusal("You can't combine AND and OR in the same search query.", 'query')
  }
  if (clauses.length > clausesMax) {
    throw refusal(`You can combine up to ${clausesMax} query clauses in a search.`, 'query')
  }
  return { clauses, joinedBy }
}

/** 400 for a query that is not written in the language. */
export function unreadable(): Error {
  return refusal(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to ' +
      'query for metadata or key:"value" to query for other fields.',
    'query',
  )
}

type Reader = { text: string; at: number }

const quoted = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`
const tokens = {
  joint: /\s+(?:(and|or)\s+)?/iy,
  negation: /-/y,
  metadata: new RegExp(String.raw`metadata\s*\[\s*(${quoted})\s*\]`, 'sy'),
  field: /[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*/iy,
  operator: /:|~|>=|<=|>|</y,
  text: new RegExp(quoted, 'sy'),
  bare: /null(?![^\s])|[+-]?\d+(?:\.\d+)?(?![^\s])/iy,
}

function readJoint(reader: Reader): 'AND' | 'OR' {
  const joint = take(reader, tokens.joint)
  if (joint === null) throw unreadable()
  return joint.trim().toUpperCase() === 'OR' ? 'OR' : 'AND'
}

function readClause(reader: Reader): Clause {
  const isNegated = take(reader, tokens.negation) !== null
  const metadata = take(reader, tokens.metadata)
  const key = metadata === null ? null : unquoted(metadata.slice(metadata.search(/["']/), -1))
  const field = metadata === null ? take(reader, tokens.field) : 'metadata'
  const operator = take(reader, tokens.operator) as Operator | null
  if (field === null || operator === null) throw unreadable()
  const text = take(reader, tokens.text)
  if (text !== null) return { field, key, operator, value: unquoted(text), isNegated }
  const bare = take(reader, tokens.bare)
  if (bare === null) throw unreadable()
  const isNull = bare.toLowerCase() === 'null'
  return { field, key, operator, value: isNull ? null : bare, isNegated }
}

function take(reader: Reader, token: RegExp): string | null {
  token.lastIndex = reader.at
  const [found] = token.exec(reader.text) ?? []
  if (found === undefined) return null
  reader.at += found.length
  return found
}

function unquoted(text: string): string {
  return text.trim().slice(1, -1).replaceAll(/\\(.)/gs, '$1')
}
