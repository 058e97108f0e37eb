import type { LedgerDump } from '../../stripe-sim/index.ts'
import { priceOfHeads, priceOfTable } from './programme.ts'
import type { Stage } from './stage.ts'
import { historyFaults } from './table_history.ts'

/**
 * What must be true of VIP tables, bookings and passes after a night: by other queries than the
 * audit's, by what was written down while it went on, and by Stripe's own ledger.
 */
export async function tableFaults(stage: Stage, ledger: LedgerDump): Promise<string[]> {
  const faults: string[] = []
  for (const [claim, text] of Object.entries(NEVER)) {
    const { rows } = await stage.premises.db.query<{ id: string }>({ text })
    faults.push(...rows.map(({ id }) => `${claim}: ${id}`))
  }
  return [
    ...faults,
    ...(await historyFaults(stage)),
    ...(await passFaults(stage)),
    ...(await priceFaults(stage, ledger)),
    ...(await trailFaults(stage)),
  ]
}

/** Each finds what must not be there. */
const NEVER: Record<string, string> = {
  'a table that nobody has is not free in the morning': `select vip_table_id as id
      from table_offers o
     where o.hold_id is not null or o.booking_id is not null and not exists (
       select from bookings b where b.night_id = o.night_id and b.vip_table_id = o.vip_table_id
         and b.ended_at is null)`,
  'a party has no table that is its own': `select b.id from bookings b
     where b.ended_at is null and b.vip_table_id is not null and not exists (
       select from table_offers o where o.night_id = b.night_id and o.booking_id = b.id
         and o.vip_table_id = b.vip_table_id)`,
  'a table is blocked and nobody did it, or the other way round': `select o.vip_table_id as id
      from table_offers o
     where (o.blocked_at is not null)::int <> (
       select count(*) filter (where e.action = 'table.blocked')
            - count(*) filter (where e.action = 'table.unblocked')
         from audit_entries e where e.subject_id = o.vip_table_id)`,
  'a pass was let in twice': `select pass_id as id from admissions where pass_id is not null
     group by pass_id having count(*) > 1`,
  'a pass that was let in is void': `select p.id from passes p join admissions a on a.pass_id = p.id
     where p.state = 'voided'`,
  'more guests than a table seats': `select b.id from bookings b
      join table_offers o on o.booking_id = b.id
     where (select count(*) from passes p where p.booking_id = b.id and p.state = 'valid')
           > o.guests_max`,
  'more was paid at the door than was due': `select b.id from bookings b
      join door_payments d on d.booking_id = b.id and d.reversed_at is null
     group by b.id having sum(d.amount_minor) > b.worth_minor - b.credited_minor`,
  'the venue was not told of money that came too late': `select r.id from refunds r
     where r.reason = 'late_money' and not exists (select from alerts a
       where a.kind = 'refund_due' and a.subject_id = r.order_id)
       and not exists (select from audit_entries e where e.subject_id = r.payment_id
         and e.action = 'deposit.released' and e.actor <> 'coatcheck')`,
  'the venue was not told that it keeps what was paid at the door': `select b.id from bookings b
      join door_payments d on d.booking_id = b.id and d.kind <> 'comp' and d.reversed_at is null
     where b.state in ('cancelled', 'no_show') and not exists (select from alerts a
       where a.kind = 'door_money_kept' and a.subject_id = b.id and a.state = 'open')`,
  'a party was not told where it sits now': `select e.id from audit_entries e
      join bookings b on b.id = e.subject_id and b.order_id is not null
     where e.action in ('booking.moved', 'booking.assigned') and not exists (select from mails m
       where m.subject_id = e.id and m.kind = 'booking_moved' and m.state = 'sent')`,
}

/** What is known of an order for heads at a table, or of a party that walked in. */
interface Heads {
  id: string
  order_state: string | null
  booking: string
  ended_as: string | null
  ended_by: string | null
  is_disputed: boolean
  heads: number
  valid: number
  inside: number
}

/**
 * As many valid passes as heads that are paid for. Of a booking that was called off, of one that
 * did not come, and of money that went back, those alone that have let somebody in; and that the
 * money of heads is kept whose passes are void has been decided by a person, or a bank has it.
 */
async function passFaults({ premises }: Stage): Promise<string[]> {
  const { rows } = await premises.db.query<Heads>({
    text: `select coalesce(o.id, b.id) as id, o.state as order_state, b.id as booking,
                  case when b.state in ('cancelled', 'no_show') then b.state end as ended_as,
                  (select e.actor from audit_entries e where e.subject_id = b.id
                      and e.action in ('booking.cancelled', 'booking.no_show')) as ended_by,
                  exists (select from disputes x
                    where x.order_id = o.id and x.state <> 'won') as is_disputed,
                  case o.kind when 'vip' then a.party_size + (
                      select coalesce(sum((e.detail ->> 'guests')::int), 0)::int
                        from audit_entries e
                       where e.subject_id = b.id and e.action = 'booking.guests_added')
                    when 'vip_guests' then (
                      select max(h.quantity) from holds h where h.order_id = o.id)
                    else b.places end as heads,
                  count(p.id)::int as valid, count(d.id)::int as inside
             from bookings b
             left join orders o on (o.id = b.order_id or o.booking_id = b.id)
              and o.fulfilled_at is not null
             left join agreements a on a.order_id = o.id
             left join passes p on p.booking_id = b.id and p.order_id is not distinct from o.id
              and p.state = 'valid'
             left join admissions d on d.pass_id = p.id
            group by o.id, b.id, a.party_size`,
  })
  return rows.flatMap((one) => {
    const { id, booking, order_state, ended_as, heads, valid, inside } = one
    const isKept = order_state === null || order_state === 'fulfilled'
    const expected = isKept && !ended_as ? heads : inside
    const faults: string[] = []
    if (valid !== expected) faults.push(`${id} has ${valid} passes for ${expected} heads`)
    const isUndecided = one.ended_by === 'coatcheck' && !one.is_disputed
    if (order_state === 'fulfilled' && ended_as && isUndecided)
      faults.push(`the money of ${id} is kept, and ${booking} was called off by no person`)
    return faults
  })
}

interface Priced {
  id: string
  night_id: string
  vip_table_id: string
  package_id: string | null
  party_size: number
  more: number | null
}

/** No party is charged more than its order costs, as the programme says and not the product. */
async function priceFaults(
  { premises, nights }: Stage,
  { payment_intents, charges }: LedgerDump,
): Promise<string[]> {
  const { rows } = await premises.db.query<Priced>({
    text: `select o.id, a.night_id, a.vip_table_id, a.package_id, a.party_size,
                  case o.kind when 'vip_guests' then (select sum(quantity)::int
                    from order_lines l where l.order_id = o.id) end as more
             from orders o
             left join bookings b on b.id = o.booking_id
             join agreements a on a.order_id = coalesce(b.order_id, o.id)
            where o.kind <> 'ga'`,
  })
  return rows.flatMap(({ id, night_id, vip_table_id, package_id, party_size, more }) => {
    const night = nights.find((one) => one.night_id === night_id)
    const table = night?.tables.indexOf(vip_table_id) ?? -1
    const chosen = package_id === null ? null : (night?.packages.indexOf(package_id) ?? null)
    const price =
      more === null ? priceOfTable(table, party_size, chosen) : priceOfHeads(table, more)
    const theirs = payment_intents.filter(({ metadata }) => metadata['order_id'] === id)
    const kept = theirs.reduce((sum, { status, amount_received, latest_charge }) => {
      const back = charges.find((charge) => charge.id === latest_charge)?.amount_refunded ?? 0
      return status === 'succeeded' ? sum + amount_received - back : sum
    }, 0)
    const wrong = theirs.filter(({ amount }) => amount !== price)
    return [
      ...(kept > price ? [`${id} costs ${price}, and ${kept} is kept`] : []),
      ...wrong.map(({ amount }) => `${id} costs ${price}, and the card was asked for ${amount}`),
    ]
  })
}

/** The audit trail leads from a booking's first table to the one that it has. */
async function trailFaults({ premises }: Stage): Promise<string[]> {
  const { rows } = await premises.db.query<{
    id: string
    first: string
    last: string
    comings: string[]
    goings: string[]
  }>({
    text: `select b.id, coalesce(h.vip_table_id, 'none') as first,
                  coalesce(b.vip_table_id, 'none') as last,
                  array_agg(e.detail ->> 'to') filter (where e.id is not null) as comings,
                  array_agg(e.detail ->> 'from') filter (where e.id is not null) as goings
             from bookings b
             left join holds h on h.order_id = b.order_id and h.vip_table_id is not null
              and h.state = 'converted'
             join audit_entries e on e.subject_id = b.id and e.action in (
               'booking.moved', 'booking.assigned', 'booking.unassigned', 'booking.walked_in')
            group by b.id, h.vip_table_id`,
  })
  return rows.flatMap(({ id, first, last, comings, goings }) => {
    // Whatever the order of the entries: who came to a table once more than they left it has it.
    const tables = new Set([first, last, ...comings, ...goings])
    const isRight = [...tables].every((table) => {
      const stays = count([...comings, first], table) - count(goings, table)
      return stays === (table === last ? 1 : 0)
    })
    return isRight ? [] : [`the audit trail of ${id} does not lead from ${first} to ${last}`]
  })
}

const count = (all: string[], table: string) => all.filter((one) => one === table).length
