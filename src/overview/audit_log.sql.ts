import type { AuditEntry, Queryable } from '../kernel/index.ts'
import type { AuditSubjects } from './audit_subjects.sql.ts'
import { cursorSql, type Cursor } from './lists_cursor.ts'

/** Which entries of the audit trail are asked for; what is undefined narrows nothing. */
export interface AuditFilter {
  /** Who did it, by the name that the trail has. */
  actor?: string | undefined
  /** To what kind of thing: what stands before the dot of an action. */
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  /** The last one that belongs to it. */
  until?: Cursor | undefined
  /** To which things; undefined for all, and nothing is found where none of them is named. */
  subjects?: AuditSubjects | undefined
}

/** An entry as the audit log shows it, with what it is about, where that is known. */
export interface LoggedEntry extends AuditEntry {
  order_id: string | null
  /** The order's currency. */
  currency: string | null
  /** Of an entry about a member who is still one. */
  member: string | null
  night: { slug: string; title: string } | null
  /** The VIP tables that the entry names. */
  table_name: string | null
  from_table: string | null
  to_table: string | null
  cursor: string
}

/** A page of the audit trail that `filter` lets through, newest first; planned for its values. */
export async function selectAuditLog(
  db: Queryable,
  filter: AuditFilter,
  after: Cursor | undefined,
  limit: number,
): Promise<LoggedEntry[]> {
  const { rows } = await db.query<LoggedEntry>(auditLogQuery(filter, after, limit))
  return rows
}

/** What the database is asked for such a page. */
export function auditLogQuery(
  { actor, kind, from, to, until, subjects }: AuditFilter,
  after: Cursor | undefined,
  limit: number,
): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const wanted: string[] = []
  if (actor !== undefined) wanted.push(`a.actor = ${put(actor)}`)
  if (kind !== undefined) wanted.push(`split_part(a.action, '.', 1) = ${put(kind)}`)
  if (from !== undefined) wanted.push(`a.at >= ${put(from)}`)
  if (to !== undefined) wanted.push(`a.at < ${put(to)}`)
  if (until) wanted.push(`(a.at, a.id) >= (${put(until.at)}, ${put(until.id)})`)
  if (after) wanted.push(`(a.at, a.id) < (${put(after.at)}, ${put(after.id)})`)
  const source = subjects ? sourceOf(subjects, put) : 'audit_entries'
  const where = wanted.join(' and ') || 'true'
  const entries = `select a.* from ${source} a where ${where} ${NEWEST_FIRST} limit ${put(limit)}`
  return { text: `${SHOWN} from (${entries}) a ${FACTS} ${NEWEST_FIRST}`, values }
}

const NEWEST_FIRST = 'order by a.at desc, a.id desc'

/** Each of these is found by an index of its own, and there are few of them. */
const sourceOf = ({ ids, orders, nights }: AuditSubjects, put: (value: unknown) => string) => `(
  select * from audit_entries where subject_id = any(${put(ids)}::text[])
  union select * from audit_entries where detail ->> 'order' = any(${put(orders)}::text[])
  union select * from audit_entries where detail ->> 'night' = any(${put(nights)}::text[]))`

const SHOWN = `
select a.id, a.action, a.subject_id, a.actor, a.detail, a.at, o.id as order_id, o.currency,
       m.name as member, vt.name as table_name, tf.name as from_table, tt.name as to_table,
       case when n.id is not null then json_build_object('slug', n.slug, 'title', n.title) end
         as night, ${cursorSql('a.at', 'a.id')} as cursor`

/** An entry says by itself of which order it is, or its subject does. */
const FACTS = `
  left join bookings b on b.id = a.subject_id
  left join passes p on p.id = a.subject_id
  left join bookings pb on pb.id = p.booking_id
  left join tickets t on t.id = a.subject_id
  left join orders o on o.id = coalesce(
    a.detail ->> 'order', b.order_id, p.order_id, pb.order_id, t.order_id, a.subject_id)
  left join identity.members m on m.id = a.subject_id
  left join nights n on n.id = coalesce(
    a.detail ->> 'night', o.night_id, b.night_id, p.night_id, t.night_id, a.subject_id)
  left join vip_tables vt on vt.id = coalesce(a.detail ->> 'table', a.subject_id)
  left join vip_tables tf on tf.id = a.detail ->> 'from'
  left join vip_tables tt on tt.id = a.detail ->> 'to'`
