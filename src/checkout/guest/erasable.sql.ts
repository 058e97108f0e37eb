import { rows, type Queryable, type Tx } from '../../kernel/index.ts'

/**
 * Why a guest is kept for now: the order is being paid, its night is to come, money is on its way,
 * a bank argues, an alert is open, a mail is owed, or somebody has yet to decide about a comp.
 */
export type KeptBecause = 'open' | 'to_come' | 'money' | 'dispute' | 'alert' | 'mail' | 'comp'

/** What mails to the guest of the order `o` are about. */
const ofOrder = `
        select o.id
        union all select id from refunds where order_id = o.id
        union all select id from payments where order_id = o.id
        union all select id from bookings where order_id = o.id
        union all select id from audit_entries where subject_id = o.id
        union all select e.id from audit_entries e join bookings b on b.id = e.subject_id
                   where b.order_id = o.id`

const ordersQuery = `
  select o.id, array_remove(array[
    case when o.state = 'open' then 'open' end,
    -- An expired one, too: late money would hand out what its guest could not reach any more.
    case when o.state in ('fulfilled', 'expired') and n.ends_at > now() then 'to_come' end,
    case when o.state in ('paid', 'refund_due')
      or exists (select from refunds r where r.order_id = o.id and r.state = 'requested')
      or exists (select from payments p where p.order_id = o.id
                    and p.state in ('processing', 'authorised')) then 'money' end,
    case when exists (select from disputes d where d.order_id = o.id and d.state = 'open')
      then 'dispute' end,
    case when exists (select from alerts a where a.state = 'open' and (a.detail ->> 'order' = o.id
        or a.subject_id = o.id
        or a.subject_id in (select id from payments where order_id = o.id)
        or a.subject_id in (select id from refunds where order_id = o.id)
        or a.subject_id in (select m.id from mails m where m.subject_id in (${ofOrder}))))
      then 'alert' end,
    case when exists (select from mails m where m.state = 'queued'
        and m.subject_id in (${ofOrder})) then 'mail' end], null) as because
  from orders o join nights n on n.id = o.night_id`

/** Why each of these orders keeps its guest for now; those that may be erased have no reason. */
export function selectKept(
  db: Queryable,
  orderIds: string[],
): Promise<{ id: string; because: KeptBecause[] }[]> {
  return rows(db, 'guests_kept', `${ordersQuery} where o.id = any($1)`, [orderIds])
}

/** Those of these comps that somebody has yet to decide about, in time. */
export async function selectAwaitedComps(db: Queryable, compIds: string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'comps_awaited',
    `select c.id from comps c join nights n on n.id = c.night_id
      where c.id = any($1) and c.state = 'asked' and n.ends_at > now()`,
    [compIds],
  )
  return found.map(({ id }) => id)
}

/** Orders whose night ended so many months ago and whose guest is known still, after `afterId`. */
export async function selectOldOrders(
  db: Queryable,
  months: number,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'orders_with_old_guests',
    `select o.id from orders o join nights n on n.id = o.night_id
      where o.id > $2 and n.ends_at < now() - make_interval(months => $1)
        and num_nonnulls(o.guest_name, o.guest_email, o.guest_phone) > 0
      order by o.id limit $3`,
    [months, afterId, limit],
  )
  return found.map(({ id }) => id)
}

/** Comps of such nights that were never given, locked until the transaction ends. */
export async function lockOldComps(tx: Tx, months: number, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'comps_with_old_guests',
    `select c.id from comps c join nights n on n.id = c.night_id
      where c.order_id is null and c.guest_email <> 'erased@invalid'
        and n.ends_at < now() - make_interval(months => $1)
      order by c.id limit $2 for update of c`,
    [months, limit],
  )
  return found.map(({ id }) => id)
}
