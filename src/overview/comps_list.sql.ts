import { row, rows, type Queryable } from '../kernel/index.ts'
import { cursorSql, type Cursor } from './lists_cursor.ts'

/** What the list of comps can be narrowed to. */
export const compStates = ['waiting', 'approved', 'refused', 'withdrawn'] as const

/** Which comps are asked for; what is undefined narrows nothing. */
export interface CompFilter {
  night_id?: string | undefined
  state?: (typeof compStates)[number] | undefined
  id?: string | undefined
  /** The last one that belongs to it. */
  until?: Cursor | undefined
}

/** A comp as the list shows it. */
export interface ListedComp {
  id: string
  state: 'asked' | 'approved' | 'refused' | 'withdrawn'
  night: { id: string; title: string; doors_at: string; is_over: boolean }
  kind: 'ga' | 'vip'
  /** The kind of ticket, or the table. */
  name: string
  /** Tickets, or heads at the table; how many of them are in, and what is left to be given. */
  quantity: number
  inside: number
  left: number | null
  guest_name: string
  /** The order's, once there is one: it may have been corrected. */
  guest_email: string
  locale: string
  reason: string
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  refusal: string | null
  withdrawn_by: string | null
  withdrawn_at: Date | null
  order_id: string | null
  cursor: string
}

const NEWEST_FIRST = 'order by c.asked_at desc, c.id desc'

/**
 * A page of the comps that `filter` lets through, newest first. The statement has no name, and so
 * is planned for the filter's values each time.
 */
export async function selectCompList(
  db: Queryable,
  { night_id, state, id, until }: CompFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<ListedComp[]> {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const conditions = ['true']
  if (id !== undefined) conditions.push(`c.id = ${put(id)}`)
  if (night_id !== undefined) conditions.push(`c.night_id = ${put(night_id)}`)
  if (state === 'waiting') conditions.push(isWaiting)
  else if (state) conditions.push(`c.state = ${put(state)}`)
  if (after) conditions.push(`(c.asked_at, c.id) < (${put(after.at)}, ${put(after.id)})`)
  if (until) conditions.push(`(c.asked_at, c.id) >= (${put(until.at)}, ${put(until.id)})`)
  const comps = `select c.* from comps c where ${conditions.join(' and ')} ${NEWEST_FIRST}
    limit ${put(limit)}`
  return (await db.query<ListedComp>({ text: shown(comps), values })).rows
}

/** Nobody has decided, and it can still be given. */
const isWaiting = `c.state = 'asked'
  and exists (select from nights n where n.id = c.night_id and n.ends_at > now())`

const shown = (comps: string) => `
select c.id, c.state, c.quantity, c.guest_name,
       coalesce(o.guest_email, c.guest_email) as guest_email, c.locale, c.reason, c.asked_by,
       c.asked_at, c.decided_by, c.decided_at, c.refusal, c.withdrawn_by, c.withdrawn_at,
       c.order_id, case when c.vip_table_id is null then 'ga' else 'vip' end as kind,
       c.name, y.capacity - y.taken as left,
       json_build_object('id', n.id, 'title', n.title, 'doors_at', n.doors_at,
         'is_over', n.ends_at <= now()) as night,
       ((select count(*) from tickets t join admissions a on a.ticket_id = t.id
          where t.order_id = c.order_id)
        + (select count(*) from passes p join admissions a on a.pass_id = p.id
            where p.order_id = c.order_id))::int as inside,
       ${cursorSql('c.asked_at', 'c.id')} as cursor
  from (${comps}) c
  join nights n on n.id = c.night_id
  left join orders o on o.id = c.order_id
  left join ticket_types y on y.id = c.ticket_type_id
 ${NEWEST_FIRST}`

/** A comp that somebody has asked for, and nobody has decided about. */
export interface WaitingComp {
  id: string
  kind: 'ga' | 'vip'
  /** The kind of ticket, or the table. */
  name: string
  quantity: number
  guest_name: string
  reason: string
  asked_by: string
  asked_at: Date
  night: string
}

/** More are no list for a person any more. */
const WAITING_MAX = 30

/** The comps that wait for a decision, the longest wait first, and how many there are. */
export function selectWaitingComps(db: Queryable): Promise<(WaitingComp & { total: number })[]> {
  return rows(
    db,
    'tonight_comps',
    `select c.id, case when c.vip_table_id is null then 'ga' else 'vip' end as kind, c.name,
            c.quantity, c.guest_name, c.reason, c.asked_by, c.asked_at, n.title as night,
            (count(*) over ())::int as total
       from comps c join nights n on n.id = c.night_id
      where c.state = 'asked' and n.ends_at > now()
      order by c.asked_at, c.id limit ${WAITING_MAX}`,
  )
}

/** How many comps wait for somebody who decides. */
export async function countWaitingComps(db: Queryable): Promise<number> {
  const found = await row<{ count: number }>(
    db,
    'comps_waiting',
    `select count(*)::int as count from comps c where ${isWaiting}`,
  )
  return found?.count ?? 0
}
