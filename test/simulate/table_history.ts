import type { Stage } from './stage.ts'

/** What a hold, a booking or a block says of a table, from one moment of the night on. */
export interface TableEvent {
  /** The transaction that said it: what is true is judged when one has ended. */
  tx: string
  night: string
  source: string
  /** Whose it is: an order, or a party that walked in; a block is nobody else's either. */
  party: string
  kind: 'hold' | 'booking' | 'block'
  /** Null: none, be it that it is over or, for a booking, that it waits for one. */
  table: string | null
  is_over: boolean
}

/**
 * Notes from now on which table whom has, when that is committed: while the locks of whoever
 * changed it are held, so that the order of the notes is that of the changes. It reads no more than
 * the rows of holds, bookings and blocks, whatever the product itself makes of them.
 */
export async function watchTables({ premises }: Pick<Stage, 'premises'>): Promise<void> {
  await premises.db.query({
    text: `create table table_notes (seq bigint generated always as identity, tx xid8, night text,
             source text, party text, kind text, vip_table text, is_over boolean);
           create function note_hold() returns trigger language plpgsql as $$
             begin
               if new.vip_table_id is not null then
                 insert into table_notes (tx, night, source, party, kind, vip_table, is_over)
                 values (pg_current_xact_id(), new.night_id, new.id, new.order_id, 'hold',
                   new.vip_table_id, new.state in ('expired', 'released') or new.returned > 0);
               end if;
               return null;
             end $$;
           create function note_booking() returns trigger language plpgsql as $$
             begin
               insert into table_notes (tx, night, source, party, kind, vip_table, is_over)
               values (pg_current_xact_id(), new.night_id, new.id, coalesce(new.order_id, new.id),
                 'booking', new.vip_table_id, new.ended_at is not null);
               return null;
             end $$;
           create function note_block() returns trigger language plpgsql as $$
             begin
               insert into table_notes (tx, night, source, party, kind, vip_table, is_over)
               values (pg_current_xact_id(), new.night_id, new.vip_table_id, 'blocked', 'block',
                 new.vip_table_id, new.blocked_at is null);
               return null;
             end $$;
           create constraint trigger note_hold after insert or update on holds
             deferrable initially deferred for each row execute function note_hold();
           create constraint trigger note_booking after insert or update on bookings
             deferrable initially deferred for each row execute function note_booking();
           create constraint trigger note_block after update on table_offers
             deferrable initially deferred for each row
             when (old.blocked_at is distinct from new.blocked_at) execute function note_block()`,
  })
}

/**
 * Goes through the whole night again: at no moment two parties have one table, and at no moment
 * more bookings wait for a table than tables are kept free for them.
 */
export async function historyFaults({ premises, nights }: Stage): Promise<string[]> {
  const { rows } = await premises.db.query<TableEvent>({
    text: `select tx::text, night, source, party, kind, vip_table as table, is_over
             from table_notes order by seq`,
  })
  const byNight = Map.groupBy(rows, ({ night }) => night)
  return [...byNight].flatMap(([id, events]) => {
    const tables = nights.find(({ night_id }) => night_id === id)?.tables.length ?? 0
    return replay(events, tables)
  })
}

function replay(events: TableEvent[], tables: number): string[] {
  const claims = new Map<string, TableEvent>()
  const faults = new Set<string>()
  for (const [n, event] of events.entries()) {
    claims.delete(event.source)
    if (!event.is_over) claims.set(event.source, event)
    // From then on the booking says where its party sits, and that it has left.
    const holds = [...claims.values()].filter(({ kind }) => kind === 'hold')
    if (event.kind === 'booking')
      for (const { source, party } of holds) if (party === event.party) claims.delete(source)
    if (events[n + 1]?.tx === event.tx) continue
    for (const fault of momentFaults([...claims.values()], tables)) faults.add(fault)
  }
  return [...faults]
}

function momentFaults(claims: TableEvent[], tables: number): string[] {
  const taken = Map.groupBy(
    claims.filter(({ table }) => table !== null),
    ({ table }) => table,
  )
  const shared = [...taken].flatMap(([table, all]) => {
    const parties = [...new Set(all.map(({ party }) => party))]
    return parties.length > 1 ? [`table ${table} has ${parties.toSorted().join(' and ')}`] : []
  })
  const waiting = claims.filter(({ table }) => table === null).map(({ source }) => source)
  const kept = tables - taken.size
  if (waiting.length <= kept) return shared
  return [...shared, `${kept} tables are kept for ${waiting.toSorted().join(', ')}`]
}
