import { row, rows, type Queryable } from '../kernel/index.ts'

/** A VIP party as the door sees it: who, where, and how many of them are in. */
export interface DoorParty {
  id: string
  name: string
  table: string | null
  zone: string | null
  state: 'confirmed' | 'arrived' | 'seated' | 'released' | 'cancelled' | 'no_show'
  heads: number
  inside: number
  /** Named guests who are called what was looked for. */
  guests: { pass_id: string; name: string; is_in: boolean }[]
  /** What is still to be paid at the door; the sum is only for who may take it. */
  due_minor: number
  currency: string
  is_disputed: boolean
  is_comp: boolean
}

/** The parties, with their guests for whom `named` is true. */
const partiesWith = (named: string) => `
select b.id, coalesce(b.party_name, o.guest_name, '') as name, v.name as table, z.name as zone,
       b.state, pass.heads, pass.inside, pass.guests, b.currency,
       coalesce(o.total_minor = 0, false) as is_comp,
       case when b.state in ('cancelled', 'no_show') then 0 else greatest(0,
         b.worth_minor - b.credited_minor
         - (select coalesce(sum(d.amount_minor), 0) from door_payments d
             where d.booking_id = b.id and d.reversed_at is null)) end::float8 as due_minor,
       exists (select from disputes d join payments m on m.id = d.payment_id
                where d.order_id = b.order_id and d.state <> 'won'
                  and m.state not in ('cancelled', 'stray')) as is_disputed
  from bookings b
  left join orders o on o.id = b.order_id
  left join vip_tables v on v.id = b.vip_table_id
  left join zones z on z.id = v.zone_id
 cross join lateral (
   select count(*) filter (where p.state = 'valid')::int as heads,
          count(a.id) filter (where p.state = 'valid')::int as inside,
          coalesce(jsonb_agg(jsonb_build_object('pass_id', p.id, 'name', p.name,
              'is_in', a.id is not null) order by p.ordinal)
            filter (where p.state = 'valid' and p.name is not null
              and ${named}), '[]') as guests
     from passes p left join admissions a on a.pass_id = p.id where p.booking_id = b.id) pass`

/**
 * The parties of a night whose booker, or one of whose guests, has words in the name that begin so.
 * A night's parties are as few as its tables.
 */
export function selectDoorParties(
  db: Queryable,
  nightId: string,
  words: string,
  limit: number,
): Promise<DoorParty[]> {
  return rows<DoorParty>(
    db,
    'door_parties',
    `${partiesWith(`name_words(p.name) @@ to_tsquery('simple', $2)`)}
      where b.night_id = $1
        and (name_words(coalesce(b.party_name, o.guest_name)) @@ to_tsquery('simple', $2)
          or pass.guests <> '[]')
      order by b.ended_at nulls first, b.created_at, b.id limit $3`,
    [nightId, words, limit],
  )
}

/** One party, and none of its guests. */
export function selectDoorParty(db: Queryable, id: string): Promise<DoorParty | undefined> {
  return row<DoorParty>(db, 'door_party', `${partiesWith('false')} where b.id = $1`, [id])
}
