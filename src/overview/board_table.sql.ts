import { rows, type Queryable } from '../kernel/index.ts'

/** Something that was done at a VIP table on a night; nulls where it was about no party. */
export interface TableEvent {
  at: Date
  action: string
  actor: string
  booking_id: string | null
  party: string | null
}

/** More is no list for a person any more; the newest are what somebody asks about. */
const EVENTS_MAX = 100

/**
 * What happened at a table on a night, the newest first: to the parties that had it, by the audit
 * trail and by when they booked, and to the table itself.
 */
export function selectTableEvents(
  db: Queryable,
  nightId: string,
  tableId: string,
): Promise<TableEvent[]> {
  return rows<TableEvent>(
    db,
    'board_table_events',
    `with parties as (
       select b.id, b.created_at, b.booked_by, coalesce(b.party_name, o.guest_name) as party,
              g.vip_table_id as booked_table
         from bookings b
         left join orders o on o.id = b.order_id
         left join agreements g on g.order_id = b.order_id
        where b.night_id = $1)
     select * from (
       select p.created_at as at, 'booking.made' as action, p.booked_by as actor,
              p.id as booking_id, p.party
         from parties p where p.booked_table = $2
       union all
       select a.at, a.action, a.actor, p.id, p.party
         from parties p join audit_entries a on a.subject_id = p.id
        where $2 in (a.detail ->> 'from', a.detail ->> 'to', a.detail ->> 'table')
       union all
       select a.at, a.action, a.actor, null, null
         from audit_entries a where a.subject_id = $2 and a.detail ->> 'night' = $1) found
      order by at desc limit ${EVENTS_MAX}`,
    [nightId, tableId],
  )
}
