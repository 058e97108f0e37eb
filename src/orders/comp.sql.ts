import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Something free on purpose: for whom, why, who asked, and who has decided. */
export interface Comp {
  id: string
  night_id: string
  state: 'asked' | 'approved' | 'refused' | 'withdrawn'
  /** Tickets of this kind, or this VIP table; always one of the two. */
  ticket_type_id: string | null
  vip_table_id: string | null
  /** What the kind of ticket, or the table, was called when somebody asked. */
  name: string
  /** Tickets, or heads at the table. */
  quantity: number
  guest_name: string
  guest_email: string
  locale: string
  reason: string
  asked_by: string
  asked_at: Date
  /** Who has approved or refused it. */
  decided_by: string | null
  decided_at: Date | null
  /** Why it was refused. */
  refusal: string | null
  withdrawn_by: string | null
  withdrawn_at: Date | null
  order_id: string | null
}

export type NewComp = Pick<
  Comp,
  | 'id'
  | 'night_id'
  | 'ticket_type_id'
  | 'vip_table_id'
  | 'name'
  | 'quantity'
  | 'guest_name'
  | 'guest_email'
  | 'locale'
  | 'reason'
  | 'asked_by'
>

/** Writes a request; no row when its id is taken: so a second click is noticed. */
export function insertComp(tx: Tx, comp: NewComp): Promise<number> {
  return touched(
    tx,
    'insert_comp',
    `insert into comps (id, night_id, ticket_type_id, vip_table_id, quantity, guest_name,
                        guest_email, locale, reason, asked_by, name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing`,
    [
      comp.id,
      comp.night_id,
      comp.ticket_type_id,
      comp.vip_table_id,
      comp.quantity,
      comp.guest_name,
      comp.guest_email,
      comp.locale,
      comp.reason,
      comp.asked_by,
      comp.name,
    ],
  )
}

const compQuery = `select id, night_id, state, ticket_type_id, vip_table_id, name, quantity,
  guest_name, guest_email, locale, reason, asked_by, asked_at, decided_by, decided_at, refusal,
  withdrawn_by, withdrawn_at, order_id from comps where id = $1`

/** A comp by its id. */
export function selectComp(db: Queryable, id: string): Promise<Comp | undefined> {
  return row<Comp>(db, 'comp', compQuery, [id])
}

/** The same, locked until the transaction ends. Whoever locks its order does so before. */
export function lockComp(tx: Tx, id: string): Promise<Comp | undefined> {
  return row<Comp>(tx, 'lock_comp', `${compQuery} for update`, [id])
}

/** asked → approved, with the order that is about to be made of it. */
export function markApproved(tx: Tx, id: string, orderId: string, by: string): Promise<number> {
  return touched(
    tx,
    'approve_comp',
    `update comps set state = 'approved', order_id = $2, decided_by = $3, decided_at = now()
      where id = $1 and state = 'asked'`,
    [id, orderId, by],
  )
}

/** asked → refused. */
export function markRefused(tx: Tx, id: string, refusal: string, by: string): Promise<number> {
  return touched(
    tx,
    'refuse_comp',
    `update comps set state = 'refused', refusal = $2, decided_by = $3, decided_at = now()
      where id = $1 and state = 'asked'`,
    [id, refusal, by],
  )
}

/** approved → withdrawn. */
export function markWithdrawn(tx: Tx, id: string, by: string): Promise<number> {
  return touched(
    tx,
    'withdraw_comp',
    `update comps set state = 'withdrawn', withdrawn_by = $2, withdrawn_at = now()
      where id = $1 and state = 'approved'`,
    [id, by],
  )
}
