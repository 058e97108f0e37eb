import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** An event as it is written down. */
export interface NewWebhook {
  id: string
  type: string
  api_version: string | null
  object_id: string | null
  /** The intent by which our books know whose it is. */
  intent_id: string | null
  /** Whose it is where they do not; null on what is none of ours. */
  order_id: string | null
  payment_id: string | null
  /** Whether it may change anything; what is nobody's of ours does not. */
  isHandled: boolean
  /** Whether Stripe brought it, or we found it in Stripe's list. */
  isDelivered: boolean
}

/** An event as it stands there now. */
export interface WrittenWebhook {
  order_id: string | null
  payment_id: string | null
  state: 'handled' | 'ignored'
}

/** Writes an event down together with its effect; no row when it stands there already (F21). */
export function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<WrittenWebhook | undefined> {
  const { id, type, api_version, object_id, order_id, payment_id } = webhook
  const { intent_id, isHandled, isDelivered } = webhook
  return row<WrittenWebhook>(
    tx,
    'insert_webhook',
    `with known as (select id, order_id from payments where payment_intent_id = $6)
     insert into webhooks
       (id, type, api_version, object_id, order_id, state, handled_at, delivered_at)
     select $1, $2, $3, $4, o.id, case when $8 and o.id is not null then 'handled' else 'ignored' end,
            now(), case when $7 then now() end
       from (select coalesce((select order_id from known), $5::text)) as o (id)
     on conflict (id) do nothing
     returning order_id, state,
               case when exists (select from known) then (select id from known) else $9::text end
                 as payment_id`,
    [id, type, api_version, object_id, order_id, intent_id, isDelivered, isHandled, payment_id],
  )
}

/** Stripe has brought, after all, what we had found by ourselves. */
export function markDelivered(db: Queryable, id: string): Promise<number> {
  return touched(
    db,
    'mark_webhook_delivered',
    `update webhooks set delivered_at = now() where id = $1 and delivered_at is null`,
    [id],
  )
}

/** Whose an event is that has had its effect; no row while it has not. */
export function selectWebhook(
  db: Queryable,
  id: string,
): Promise<{ order_id: string | null } | undefined> {
  return row(db, 'webhook', `select order_id from webhooks where id = $1`, [id])
}

/** Those of `ids` that have had their effect. */
export async function selectKnown(db: Queryable, ids: string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    'known_webhooks',
    `select id from webhooks where id = any($1)`,
    [ids],
  )
  return new Set(found.map(({ id }) => id))
}

/** What came last from Stripe, and what came last that Stripe did not bring. */
export interface Arrivals {
  delivered_at: Date | null
  missed_at: Date | null
}

/**
 * The last delivery, and the last event with an effect that was not delivered within `seconds`, of
 * the last `days`.
 */
export async function selectArrivals(
  db: Queryable,
  seconds: number,
  days: number,
): Promise<Arrivals> {
  const found = await row<Arrivals>(
    db,
    'webhook_arrivals',
    `select (select max(delivered_at) from webhooks) as delivered_at,
            (select max(received_at) from webhooks
              where delivered_at is null and state = 'handled'
                and received_at < now() - make_interval(secs => $1)
                and received_at > now() - make_interval(days => $2)) as missed_at`,
    [seconds, days],
  )
  return found ?? { delivered_at: null, missed_at: null }
}

/** What Stripe has brought last. */
export function selectLastDelivery(
  db: Queryable,
): Promise<{ type: string; at: Date; api_version: string | null } | undefined> {
  return row(
    db,
    'last_webhook_delivery',
    `select type, delivered_at as at, api_version from webhooks
      where delivered_at is not null order by delivered_at desc limit 1`,
    [],
  )
}

/** Deletes the oldest events that nobody needs any more. Those that failed stay. */
export function deleteOldWebhooks(db: Queryable, days: number, limit: number): Promise<number> {
  return touched(
    db,
    'delete_old_webhooks',
    `delete from webhooks where id in (
       select id from webhooks
        where state in ('handled', 'ignored') and received_at < now() - make_interval(days => $1)
        order by received_at limit $2)`,
    [days, limit],
  )
}
