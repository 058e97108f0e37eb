import { row, rows, type Queryable } from '../kernel/index.ts'

/** A pass that bears somebody's name, whoever paid for it. */
export interface HeldPass {
  pass_id: string
  name: string
  night: string
  doors_at: Date
  vip_table: string | null
  /** The order that paid for it; null for a party that walked in. */
  order_id: string | null
  /** It may still let its holder in. */
  is_to_come: boolean
}

/** As many as somebody looks through at once; the others come after them. */
const HELD_MAX = 100

/** A dash stands where a name was erased, and is nobody's. */
const held = `from passes p join nights n on n.id = p.night_id join bookings b on b.id = p.booking_id
       left join vip_tables t on t.id = b.vip_table_id
      where lower(p.name) = lower($1) and p.name <> '—'`

/**
 * The passes that were claimed with a name, the newest night first: the first hundred, or those
 * that come after this one, and whether there are more.
 */
export async function selectHeldPasses(
  db: Queryable,
  name: string,
  afterPassId: string | null,
): Promise<{ passes: HeldPass[]; hasMore: boolean }> {
  const found = await rows<HeldPass>(
    db,
    'passes_held_by',
    `select p.id as pass_id, p.name, n.title as night, n.doors_at, t.name as vip_table, p.order_id,
            p.state = 'valid' and n.ends_at > now() as is_to_come
       ${held} and ($3::text is null or exists (
         select from passes a join nights l on l.id = a.night_id where a.id = $3
            and (n.doors_at < l.doors_at or n.doors_at = l.doors_at and p.id > a.id)))
      order by n.doors_at desc, p.id limit $2 + 1`,
    [name, HELD_MAX, afterPassId],
  )
  return { passes: found.slice(0, HELD_MAX), hasMore: found.length > HELD_MAX }
}

/** All that is known of the holder of these passes, in one statement; no codes, no secrets. */
export async function selectHolderExport(
  db: Queryable,
  name: string,
  passIds: string[],
): Promise<{ passes: Record<string, unknown>[] }> {
  const found = await row<{ passes: Record<string, unknown>[] }>(
    db,
    'export_of_holder',
    `select coalesce(json_agg(x), '[]'::json) as passes from (
       select p.id as pass_id, p.name, n.title as night, n.doors_at, n.ends_at,
              t.name as vip_table, p.state, p.claimed_at, p.voided_at,
              (select a.admitted_at from admissions a where a.pass_id = p.id) as admitted_at
         ${held} and p.id = any($2) order by n.doors_at, p.id) x`,
    [name, passIds],
  )
  return found ?? { passes: [] }
}
