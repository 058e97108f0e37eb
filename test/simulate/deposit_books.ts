import type { GuestOrder } from '../guest.ts'
import type { Stage } from './stage.ts'

/** What a bank has promised for an order, as our books have it now. */
export interface Promised {
  state: string
  intent: string
  amount_minor: number
}

/** The deposit of an order whose bank has promised it, whatever became of that. */
export async function depositState(
  { premises }: Stage,
  { order_id }: GuestOrder,
): Promise<Promised | undefined> {
  const { rows } = await premises.db.query<Promised>({
    name: 'simulate_deposit',
    text: `select state, payment_intent_id as intent, authorised_minor::float8 as amount_minor
             from payments where order_id = $1 and authorised_minor is not null
            order by ordinal desc limit 1`,
    values: [order_id],
  })
  return rows[0]
}

/** A payment that was to be captured, with what was done about it, by whom, and who was told. */
export interface Deposit {
  id: string
  order_id: string
  intent: string
  state: string
  is_promised: boolean
  capture_asked_by: string | null
  waived_by: string | null
  order_state: string
  doors_are_open: boolean
  captured_by: string[]
  released_by: string[]
  given_up_by: string[]
  /** Mails of either kind that were sent. */
  charged_mails: number
  released_mails: number
  /** Alerts about it, as `kind state`. */
  alerts: string[]
}

/** Every deposit of the night. */
export async function depositsOf({ premises }: Stage): Promise<Deposit[]> {
  const { rows } = await premises.db.query<Deposit>({
    text: `select p.id, p.order_id, p.payment_intent_id as intent, p.state,
                  p.authorised_minor is not null as is_promised, p.capture_asked_by, p.waived_by,
                  o.state as order_state, n.doors_at <= now() as doors_are_open,
                  ${actorsOf('captured')}, ${actorsOf('released')}, ${actorsOf('given_up')},
                  ${mailsOf('charged')}, ${mailsOf('released')},
                  array(select a.kind || ' ' || a.state from alerts a
                         where a.subject_id = p.id order by a.id) as alerts
             from payments p
             join orders o on o.id = p.order_id
             join nights n on n.id = o.night_id
            where p.capture = 'manual' and p.payment_intent_id is not null
            order by p.id`,
  })
  return rows
}

const actorsOf = (what: string) => `array(select e.actor from audit_entries e
  where e.subject_id = p.id and e.action = 'deposit.${what}') as ${what}_by`
const mailsOf = (what: string) => `(select count(*)::int from mails m
  where m.subject_id = p.id and m.kind = 'deposit_${what}' and m.state = 'sent') as ${what}_mails`

/** The intents whose end is not known here yet, each with the state of its payment. */
export async function intentsInTheAir({ premises }: Stage): Promise<[string, string][]> {
  const { rows } = await premises.db.query<{ intent: string; state: string }>({
    text: `select payment_intent_id as intent, state from payments
            where state in ('open', 'processing', 'authorised') and payment_intent_id is not null`,
  })
  return rows.map(({ intent, state }) => [intent, state])
}

/** Orders whose promise has ended, and about which nobody has decided yet. */
export async function undecidedOrders({
  premises,
}: Stage): Promise<{ order_id: string; isIssued: boolean }[]> {
  const { rows } = await premises.db.query<{ order_id: string; isIssued: boolean }>({
    text: `select o.id as order_id, o.state = 'fulfilled' as "isIssued"
             from payments p join orders o on o.id = p.order_id
            where p.state = 'cancelled' and p.authorised_minor is not null
              and p.waived_at is null and o.state in ('paid', 'fulfilled')
            order by o.id`,
  })
  return rows
}
