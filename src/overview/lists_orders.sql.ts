import type { Queryable } from '../kernel/index.ts'
import { cursorSql, type Cursor } from './lists_cursor.ts'
import type { Search } from './lists_search.ts'

/** What the list of orders can be narrowed to. */
export const orderStates = [
  'open',
  'paid',
  'fulfilled',
  'expired',
  'refund_due',
  'refunded',
  'withdrawn',
  'disputed',
] as const
type ListedState = (typeof orderStates)[number]

/** Which orders are asked for; what is undefined narrows nothing. */
export interface OrderFilter {
  night_id?: string | undefined
  state?: ListedState | undefined
  /** GA, VIP, or of either what the house gives. */
  kind?: 'ga' | 'vip' | 'comp' | undefined
  /** Placed at this moment or later. */
  from?: string | undefined
  /** Placed before this moment. */
  to?: string | undefined
  /** This order, or a newer one. */
  until?: Cursor | undefined
  search?: Search | undefined
}

/** An order as a list shows it. */
export interface ListedOrder {
  id: string
  kind: 'ga' | 'vip' | 'vip_guests' | 'difference'
  state: Exclude<ListedState, 'disputed'>
  fulfilment: 'pending' | 'done' | 'stuck' | null
  night: string
  guest_name: string | null
  guest_email: string | null
  total_minor: number
  currency: string
  /** Of a table those of its party, and of guests or tickets as many as were ordered. */
  places: number
  placed_at: Date
  paid_at: Date | null
  fulfilled_at: Date | null
  received_minor: number
  refunded_minor: number
  /** Of the card that paid, else of the one that was tried last. */
  card_brand: string | null
  card_last4: string | null
  /** Tries that brought nothing. */
  failures: number
  dispute: 'open' | 'won' | 'lost' | null
  /** Of what the house gives: who asked for it, and who approved it. */
  comp: { asked_by: string; approved_by: string } | null
  cursor: string
}

/** In a demo everybody has one card: more of its tries than these are not gone through. */
const TRIES_OF_CARD_MAX = 1000
/** A page of a name or mail that every thirtieth guest has is among so many orders. */
const WALK_MAX = 3000

/**
 * A page of the orders that `filter` lets through, newest first. The statements have no names, and
 * so are planned for the filter's values each time.
 */
export async function selectOrderList(
  db: Queryable,
  filter: OrderFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<ListedOrder[]> {
  const { search } = filter
  if (search?.by === 'nothing') return []
  const ask = async (asked: Page) => (await db.query<ListedOrder>(statementOf(asked, limit))).rows
  if (search?.by !== 'guest' || filter.state === 'disputed') return ask(ordinary(filter, after))
  // Whether many have a name cannot be known beforehand, and the planner guesses badly. What many
  // have is soon found in the list itself; what it is not full of is rare enough for the index.
  const found = await ask(amongNewest(filter, search, after))
  const isAll = found.length === limit || !(await db.query(beyondNewest(filter, after))).rowCount
  return isAll ? found : ask(byWords(filter, search, after))
}

/** SQL of the orders of one page, without their order and number. */
interface Page {
  sql: string
  values: unknown[]
}
type GuestSearch = Extract<Search, { by: 'guest' }>
/** Puts a value among those of a statement, and says what stands for it. */
type Put = (value: unknown) => string

const NEWEST_FIRST = 'order by placed_at desc, id desc'
const COLUMNS = `o.id, o.kind, o.state, o.fulfilment, o.night_id, o.guest_name, o.guest_email,
  o.total_minor, o.currency, o.placed_at, o.paid_at, o.fulfilled_at, o.comp_id, o.moves_order_id`

/** Orders in the order of an index, or found by rows of another table. */
function ordinary(filter: OrderFilter, after: Cursor | undefined): Page {
  return page((put) => {
    const source = sourceOf(filter, put)
    const conditions = conditionsOf(filter, after, put)
    if (filter.search?.by === 'guest') conditions.push(matches(filter.search, put))
    if (!source) return `select ${COLUMNS} from orders o where ${all(conditions)}`
    const wanted = all(['o.id = found.order_id', ...conditions])
    // Not to be flattened: orders that were found by something else are read by their ids.
    return `select one.* from (${source}) found cross join lateral (
      select ${COLUMNS} from orders o where ${wanted} offset 0) one`
  })
}

/** Those of the newest orders that are somebody's. */
function amongNewest(filter: OrderFilter, search: GuestSearch, after: Cursor | undefined): Page {
  return page(
    (put) => `select * from (
      select ${COLUMNS} from orders o where ${all(conditionsOf(filter, after, put))}
      ${NEWEST_FIRST} limit ${WALK_MAX}) o where ${matches(search, put)}`,
  )
}

/** Whether there are more orders than the newest ones. */
function beyondNewest(filter: OrderFilter, after: Cursor | undefined) {
  const { sql, values } = page(
    (put) => `select from orders o where ${all(conditionsOf(filter, after, put))}
      ${NEWEST_FIRST} offset ${WALK_MAX} limit 1`,
  )
  return { text: sql, values }
}

/** Somebody's orders, by the index of names and that of mails, and by no other. */
function byWords(filter: OrderFilter, search: GuestSearch, after: Cursor | undefined): Page {
  return page(
    (put) => `select * from (
      select ${COLUMNS} from orders o where ${matches(search, put)} offset 0) o
      where ${all(conditionsOf(filter, after, put))}`,
  )
}

function page(write: (put: Put) => string): Page {
  const values: unknown[] = []
  return { sql: write((value) => `$${values.push(value)}`), values }
}

function statementOf({ sql, values }: Page, limit: number): { text: string; values: unknown[] } {
  const orders = `${sql} ${NEWEST_FIRST} limit $${values.length + 1}`
  return { text: `${shown(orders)} ${NEWEST_FIRST}`, values: [...values, limit] }
}

const all = (conditions: string[]) => conditions.join(' and ') || 'true'

/** Where orders are found by rows of another table: the ids of those orders. */
function sourceOf({ state, search }: OrderFilter, put: Put): string | undefined {
  if (search?.by === 'intent')
    return `select order_id from payments where payment_intent_id = ${put(search.text)}`
  if (search?.by === 'card')
    return `select distinct paid.order_id
      from (select payment_id from attempts where card_last4 = ${put(search.text)}
             order by at desc limit ${TRIES_OF_CARD_MAX}) tried
      cross join lateral (
        select order_id from payments where id = tried.payment_id offset 0) paid`
  if (search?.by === 'order') return `select ${put(search.text)}::text as order_id`
  // Disputes are so few that all of them are gone through.
  return state === 'disputed' ? 'select distinct order_id from disputes' : undefined
}

function conditionsOf(
  { night_id, state, kind, from, to, until }: OrderFilter,
  after: Cursor | undefined,
  put: Put,
): string[] {
  const conditions: string[] = []
  if (night_id !== undefined) conditions.push(`o.night_id = ${put(night_id)}`)
  if (state === 'disputed')
    conditions.push('exists (select from disputes d where d.order_id = o.id)')
  else if (state) conditions.push(`o.state = ${put(state)}`)
  if (kind === 'comp') conditions.push('o.comp_id is not null')
  else if (kind) conditions.push(`o.kind ${kind === 'ga' ? '=' : '<>'} 'ga'`)
  if (from !== undefined) conditions.push(`o.placed_at >= ${put(from)}`)
  if (to !== undefined) conditions.push(`o.placed_at < ${put(to)}`)
  if (until) conditions.push(`(o.placed_at, o.id) >= (${put(until.at)}, ${put(until.id)})`)
  if (after) conditions.push(`(o.placed_at, o.id) < (${put(after.at)}, ${put(after.id)})`)
  return conditions
}

function matches({ words, mail }: GuestSearch, put: Put): string {
  const ways: string[] = []
  if (words !== null) ways.push(`name_words(o.guest_name) @@ to_tsquery('simple', ${put(words)})`)
  if (mail !== null) ways.push(`lower(o.guest_email) like ${put(mail)}`)
  return `(${ways.join(' or ')})`
}

/** All that is shown of these orders, and of no others. */
const shown = (orders: string) => `
select o.id, case when o.moves_order_id is null then o.kind else 'difference' end as kind,
       o.state, o.fulfilment, n.title as night, o.guest_name, o.guest_email,
       o.total_minor::float8, o.currency, o.placed_at, o.paid_at, o.fulfilled_at,
       coalesce(a.party_size, line.places, 0) as places,
       coalesce(money.received, 0)::float8 as received_minor,
       coalesce(money.refunded, 0)::float8 as refunded_minor,
       card.brand as card_brand, card.last4 as card_last4, coalesce(tries.failures, 0) as failures,
       dispute.state as dispute, comp.told as comp,
       ${cursorSql('o.placed_at', 'o.id')} as cursor
  from (${orders}) o
  join nights n on n.id = o.night_id
  left join agreements a on a.order_id = o.id
  cross join lateral (
    select (sum(quantity) filter (where kind <> 'difference'))::int as places
      from order_lines where order_id = o.id) line
  cross join lateral (
    select sum(received_minor) as received, sum(refunded_minor) as refunded
      from payments where order_id = o.id) money
  cross join lateral (
    select count(*) filter (where a.outcome <> 'succeeded')::int as failures
      from payments p join attempts a on a.payment_id = p.id where p.order_id = o.id) tries
  left join lateral (
    select a.card_brand as brand, a.card_last4 as last4
      from payments p join attempts a on a.payment_id = p.id
     where p.order_id = o.id and a.card_last4 is not null
     order by (a.outcome = 'succeeded') desc, a.at desc limit 1) card on true
  left join lateral (
    select state from disputes where order_id = o.id order by opened_at desc limit 1) dispute
    on true
  left join lateral (
    select json_build_object('asked_by', asked_by, 'approved_by', decided_by) as told
      from comps where id = o.comp_id) comp on true`
