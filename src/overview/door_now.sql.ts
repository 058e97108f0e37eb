import { must, row, rows, type Queryable } from '../kernel/index.ts'

/** How many are in, of how many who have something that opens the door. */
export interface DoorCount {
  inside: number
  sold: number
}

/** The heads of a night, GA and VIP together, counted in indexes of the night. */
export async function selectDoorCount(db: Queryable, nightId: string): Promise<DoorCount> {
  const found = await row<DoorCount>(
    db,
    'door_count',
    `select ((select count(*) from tickets where night_id = $1 and state = 'valid')
             + (select count(*) from bookings b join passes p on p.booking_id = b.id
                 where b.night_id = $1 and p.state = 'valid'))::int as sold,
            (select count(*) from admissions where night_id = $1)::int as inside`,
    [nightId],
  )
  return must(found, 'the count of heads')
}

/** What was let in at the page of the door. */
export interface DoorEntrance {
  id: string
  at: Date
  admitted_by: string
  heads: number
  /** The kind of ticket; null of a party. */
  type: string | null
  /** The name of the party, and its table; null of tickets. */
  party: string | null
  table: string | null
  undone_at: Date | null
  undone_by: string | null
  /** For how long it can be taken back, by the database's clock. */
  undo_left_ms: number
}

/** The last entrances of a night: of one member, or of all where `memberId` is null. */
export function selectDoorEntrances(
  db: Queryable,
  nightId: string,
  memberId: string | null,
  limit: number,
): Promise<DoorEntrance[]> {
  const whose = memberId === null ? '$2::text is null' : 'e.member_id = $2'
  return rows<DoorEntrance>(
    db,
    memberId === null ? 'door_entrances' : 'door_entrances_of_member',
    `select e.id, e.at, e.admitted_by, e.undone_at, e.undone_by,
            cardinality(e.ticket_ids) + cardinality(e.pass_ids) as heads,
            (select y.name from tickets t join ticket_types y on y.id = t.ticket_type_id
              where t.id = e.ticket_ids[1]) as type,
            case when b.id is not null then coalesce(b.party_name, o.guest_name, '') end as party,
            v.name as table,
            case when e.undone_at is not null then 0 else greatest(0,
              extract(epoch from e.at + interval '1 minute' - clock_timestamp()) * 1000)::int end
              as undo_left_ms
       from entrances e
       left join bookings b on b.id = e.booking_id
       left join orders o on o.id = b.order_id
       left join vip_tables v on v.id = b.vip_table_id
      where e.night_id = $1 and ${whose}
      order by e.at desc, e.id desc limit $3`,
    [nightId, memberId, limit],
  )
}
