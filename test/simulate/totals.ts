import type { InjectedFault, LedgerDump } from '../../stripe-sim/index.ts'
import type { Stage } from './stage.ts'

/** A night in numbers: each by its name, in groups. Amounts are in minor units. */
export type Totals = Record<string, Record<string, number>>

/** Counts what a night has left behind. */
export async function totalsOf(stage: Stage, ledger: LedgerDump): Promise<Totals> {
  const { premises, tally } = stage
  const log = await premises.sim.control.faultLog()
  return {
    orders: await counted(stage, `select state as name, count(*)::int as count from orders`),
    money: moneyOf(ledger),
    tickets: await counted(stage, `select state as name, count(*)::int as count from tickets`),
    parties: await counted(
      stage,
      `select kind as name, count(*)::int as count from orders where kind <> 'ga'`,
    ),
    bookings: await counted(
      stage,
      `select case when order_id is null then 'walked in ' else '' end || state as name,
              count(*)::int as count from bookings`,
    ),
    passes: await counted(
      stage,
      `select coalesce(voided_reason, state) as name, count(*)::int as count from passes`,
    ),
    deposits: await counted(
      stage,
      `select case when p.state = 'succeeded' then 'captured by ' || case
                     when p.capture_asked_by is null then 'Stripe''s dashboard'
                     when p.capture_asked_by = 'coatcheck' then 'the doors' else 'staff' end
                when p.authorised_minor is null then 'never promised'
                when p.waived_by is not null then 'waived'
                when exists (select from audit_entries e where e.subject_id = p.id
                  and e.action = 'deposit.released') then 'released'
                when o.state = 'refunded' then 'given up' else 'undecided' end as name,
              count(*)::int as count
         from payments p join orders o on o.id = p.order_id where p.capture = 'manual'`,
    ),
    stripe: faultsOf(log.filter(({ when }) => when !== null)),
    webhooks: faultsOf(log.filter(({ when }) => when === null)),
    servers: picked(tally.counts, 'restarts '),
    guests: Object.fromEntries([...tally.counts].filter(([name]) => !name.startsWith('restarts '))),
    alerts: await counted(
      stage,
      `select kind || case state when 'open' then ' (open)' else '' end as name,
              count(*)::int as count from alerts`,
    ),
  }
}

/** Groups whose numbers have no sum: one is an amount, or of one guest much is counted. */
const WITHOUT_SUM = new Set(['money', 'guests'])

/** The totals as one line. */
export function inOneLine(totals: Totals): string {
  return Object.entries(totals)
    .map(([group, numbers]) => {
      const sum = WITHOUT_SUM.has(group) ? '' : ` ${sumOf(numbers)}`
      const parts = Object.entries(numbers).map(
        ([name, number]) => `${name} ${shown(group, number)}`,
      )
      return `${group}${sum}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
    })
    .join(' | ')
}

const sumOf = (numbers: Record<string, number>) =>
  Object.values(numbers).reduce((sum, number) => sum + number, 0)

const shown = (group: string, number: number) =>
  group === 'money' ? (number / 100).toFixed(2) : String(number)

async function counted({ premises }: Stage, select: string): Promise<Record<string, number>> {
  const { rows } = await premises.db.query<{ name: string; count: number }>({
    text: `${select} group by 1 order by 1`,
  })
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}

function moneyOf({ payment_intents, refunds, disputes }: LedgerDump): Record<string, number> {
  return {
    charged: payment_intents.reduce((sum, { amount_received }) => sum + amount_received, 0),
    refunded: amountOf(refunds.filter(({ status }) => status === 'succeeded')),
    disputed: amountOf(disputes.filter(({ status }) => status !== 'won')),
  }
}

const amountOf = (items: { amount: number }[]) => items.reduce((sum, { amount }) => sum + amount, 0)

function faultsOf(log: InjectedFault[]): Record<string, number> {
  const names = log.map(({ effect, when }) => (when ? `${effect} ${when}` : effect))
  const groups = Map.groupBy(names.toSorted(), (name) => name)
  return Object.fromEntries([...groups].map(([name, all]) => [name, all.length]))
}

function picked(counts: Map<string, number>, prefix: string): Record<string, number> {
  const chosen = [...counts].filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(chosen.map(([name, count]) => [name.slice(prefix.length), count]))
}
