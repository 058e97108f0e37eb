import type { AlertKind } from '../../../alerts/index.ts'
import { may, type Member } from '../../../identity/index.ts'
import type {
  HouseNow,
  IssuingOrder,
  OpenAlert,
  UnseatedParty,
  WaitingComp,
} from '../../../overview/index.ts'
import type { Site } from '../../site.ts'
import { actionOrders } from './action_orders.ts'
import type { ActionOrder } from './desk_answers.ts'
import type { NeedGroup, NeedLine, Needs } from './tonight_answers.ts'

/** What is worse for a guest stands above what is worse for the house. */
const GROUPS: NeedGroup[] = [
  'tickets',
  'tables',
  'refunds',
  'disputes',
  'deposits',
  'mails',
  'comps',
  'stripe',
  'house',
]
/**
 * What a host can do something about: guests who have paid and wait, parties without a table, and
 * guests without a mail.
 */
const OF_HOSTS = new Set<NeedGroup>(['tickets', 'tables', 'mails'])

/** What becomes of an alert is decided by what the owner does about it. */
const GROUP_OF: Record<AlertKind, NeedGroup> = {
  fulfilment_stuck: 'tickets',
  amount_mismatch: 'tickets',
  money_unbooked: 'tickets',
  refund_due: 'refunds',
  refund_failed: 'refunds',
  refund_outside: 'refunds',
  refund_reduced: 'refunds',
  unexpected_charge: 'refunds',
  order_unknown: 'refunds',
  door_money_kept: 'refunds',
  dispute_open: 'disputes',
  dispute_lost: 'disputes',
  fraud_warning: 'disputes',
  many_declines: 'disputes',
  authorisation_unexpected: 'deposits',
  authorisation_expiring: 'deposits',
  authorisation_expired: 'deposits',
  capture_failed: 'deposits',
  captured_less: 'deposits',
  release_failed: 'deposits',
  mail_undelivered: 'mails',
  mail_bounced: 'mails',
  webhooks_silent: 'stripe',
  webhook_endpoint_disabled: 'stripe',
  webhooks_unverified: 'stripe',
  clock_wrong: 'stripe',
  stripe_unreachable: 'stripe',
  event_failed: 'stripe',
  hold_stuck: 'house',
  duplicate_admitted: 'house',
  chore_failing: 'house',
  work_waiting: 'house',
}

/**
 * What needs somebody who may do something about it, by what is done; null for whoever may do
 * nothing about any of it.
 */
export async function needsFor(
  site: Site,
  member: Member,
  { alerts, issuing, unseated, comps }: HouseNow,
): Promise<Needs | null> {
  if (!may(member.role, 'orders.help')) return null
  const isHandler = may(member.role, 'alerts.handle')
  const isTheirs = (group: NeedGroup) => isHandler || OF_HOSTS.has(group)
  const asked = may(member.role, 'comps.approve') ? comps : []
  const shown = alerts.filter(({ kind }) => isTheirs(GROUP_OF[kind]))
  const ids = [...shown, ...issuing].flatMap(({ order_id }) => order_id ?? [])
  const actions = await actionOrders(site, member, [...new Set(ids)])
  const retries_max = site.till.fulfilRetrySeconds.length
  const countOf = countsOf({ issuing, unseated, comps: asked, alerts: shown })
  const grouped = [
    ...issuing.map((one) => ({
      group: 'tickets' as const,
      line: issuingLine(one, retries_max, actions),
    })),
    ...unseated.map((one) => ({ group: 'tables' as const, line: unseatedLine(one) })),
    ...asked.map((one) => ({ group: 'comps' as const, line: compLine(one) })),
    ...shown.map((one) => ({
      group: GROUP_OF[one.kind],
      line: alertLine(one, retries_max, actions),
    })),
  ]
  const groups = GROUPS.flatMap((group) => {
    const lines = grouped.flatMap((one) => (one.group === group ? [one.line] : []))
    return lines.length > 0 ? [{ group, total: countOf(group), lines }] : []
  })
  return { total: groups.reduce((sum, group) => sum + group.total, 0), groups }
}

/** How many of a group there are: said beside each line of a kind, so each kind counts once. */
function countsOf({
  issuing,
  unseated,
  comps,
  alerts,
}: Pick<HouseNow, 'issuing' | 'unseated' | 'comps' | 'alerts'>): (group: NeedGroup) => number {
  const kinds = new Map(alerts.map(({ kind, of_kind }) => [kind, of_kind]))
  const counts: [NeedGroup, number][] = [
    ['tickets', issuing[0]?.total ?? 0],
    ['tables', unseated[0]?.total ?? 0],
    ['comps', comps[0]?.total ?? 0],
    ...Array.from(kinds, ([kind, count]): [NeedGroup, number] => [GROUP_OF[kind], count]),
  ]
  return (wanted) => counts.reduce((sum, [group, count]) => sum + (group === wanted ? count : 0), 0)
}

function issuingLine(
  one: IssuingOrder,
  retries_max: number,
  actions: Map<string, ActionOrder>,
): NeedLine {
  const { order_id, paid_at, next_at, tried_at, guest_name, amount_minor, currency, night } = one
  return {
    id: order_id,
    kind: 'issuing',
    since: paid_at.toISOString(),
    guest_name,
    amount_minor,
    currency,
    night,
    retries: one.retries,
    tries: one.tries,
    retries_max,
    next_at: next_at?.toISOString() ?? null,
    tried_at: tried_at?.toISOString() ?? null,
    evidence_due_at: null,
    detail: {},
    order: actions.get(order_id) ?? null,
  }
}

/** Nothing was tried, and no money is about to move. */
const UNTRIED = {
  amount_minor: null,
  currency: null,
  retries: 0,
  retries_max: 0,
  next_at: null,
  tries: 0,
  tried_at: null,
  evidence_due_at: null,
  order: null,
}

/** Nobody tries by itself: somebody gives it a table, on the board of the night in `detail`. */
function unseatedLine(one: UnseatedParty): NeedLine {
  const { booking_id: id, guest_name, night, night_slug, heads, since: at } = one
  const since = at.toISOString()
  const detail = { night: night_slug, heads }
  return { ...UNTRIED, id, kind: 'unseated', since, guest_name, night, detail }
}

/** Somebody says yes or no to it. */
function compLine(one: WaitingComp): NeedLine {
  const { id, kind: what, name, quantity, guest_name, reason, asked_by, asked_at, night } = one
  const since = asked_at.toISOString()
  const detail = { what, name, quantity, reason, asked_by }
  return { ...UNTRIED, id, kind: 'comp', since, guest_name, night, detail }
}

function alertLine(
  one: OpenAlert,
  retries_max: number,
  actions: Map<string, ActionOrder>,
): NeedLine {
  const { id, kind, guest_name, amount_minor, currency, night, tries, detail } = one
  return {
    id,
    kind,
    since: one.opened_at.toISOString(),
    guest_name,
    amount_minor,
    currency,
    night,
    tries,
    detail,
    retries: Number(detail['retries'] ?? 0),
    retries_max,
    next_at: null,
    tried_at: one.tried_at?.toISOString() ?? null,
    evidence_due_at: one.evidence_due_at?.toISOString() ?? null,
    order: actions.get(one.order_id ?? '') ?? null,
  }
}
