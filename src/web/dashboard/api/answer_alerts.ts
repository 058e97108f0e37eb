import { resolvedByHand } from '../../../alerts/index.ts'
import type { Config, Database } from '../../../kernel/index.ts'
import { alertFacts, type AlertFacts, type InboxAlert } from '../../../overview/index.ts'
import { sumOf } from '../../owner_facts.ts'
import { stripePage } from '../../stripe_page.ts'
import type { AlertAnswer } from './alerts_answers.ts'

/** Of a sum that an alert itself names, this is what it is about. */
const SUMS = ['amount_minor', 'taken_minor', 'missing_minor', 'received_minor']
/** What is said elsewhere, or to nobody. */
const UNTOLD = new Set(['order', 'intent', 'amount_minor', 'retries', 'order_state', 'event'])

/** Alerts as the API tells them, with the facts of their orders. */
export async function alertAnswers(
  db: Database,
  config: Config,
  alerts: InboxAlert[],
): Promise<AlertAnswer[]> {
  const facts = await alertFacts(db, alerts)
  return alerts.map((alert) => answerOf(config, alert, facts.get(alert.id)))
}

function answerOf(config: Config, alert: InboxAlert, facts: AlertFacts | undefined): AlertAnswer {
  const { kind, subject_id, acknowledged_at, acknowledged_by, assigned_to, assignee } = alert
  const { resolved_by, reason } = alert
  return {
    id: alert.id,
    kind,
    state: alert.state,
    opened_at: alert.opened_at.toISOString(),
    resolved_at: alert.resolved_at?.toISOString() ?? null,
    is_read: alert.is_read,
    acknowledged:
      acknowledged_at && acknowledged_by
        ? { by: acknowledged_by, at: acknowledged_at.toISOString() }
        : null,
    assignee: assigned_to && assignee ? { id: assigned_to, name: assignee } : null,
    by_hand: resolved_by && reason ? { by: resolved_by, reason } : null,
    decided: kind === 'authorisation_expired' && facts ? decisionOf(facts) : null,
    is_by_hand: resolvedByHand.includes(kind),
    about: subject_id,
    order: facts ? orderOf(alert, facts) : null,
    issuing:
      kind === 'fulfilment_stuck' && facts
        ? { times: facts.fulfil_retries + 1, since: facts.paid_at?.toISOString() ?? null }
        : null,
    details: detailsOf(alert, facts),
    stripe_url: intentOf(alert, facts, config),
  }
}

const decisionOf = ({ decided_by: by, decided: how }: AlertFacts): AlertAnswer['decided'] =>
  by && how ? { by, how } : null

function orderOf({ detail }: InboxAlert, facts: AlertFacts): AlertAnswer['order'] {
  const named = SUMS.map((name) => detail[name]).find((sum) => sum !== undefined)
  return {
    id: facts.order_id,
    guest_name: facts.guest_name,
    amount_minor: named === undefined ? sumOf(facts) : Number(named),
    // What arrived may have been another currency than what the order costs.
    currency: String(detail['received_currency'] ?? facts.currency),
  }
}

function detailsOf({ detail }: InboxAlert, facts: AlertFacts | undefined): AlertAnswer['details'] {
  const told = Object.entries(detail).filter(([name]) => !UNTOLD.has(name))
  const due = facts?.evidence_due_at?.toISOString()
  return { ...Object.fromEntries(told), ...(due && { evidence_due_at: due }) }
}

function intentOf(
  { kind, subject_id }: InboxAlert,
  facts: AlertFacts | undefined,
  config: Config,
): string | null {
  const intent = kind === 'order_unknown' ? subject_id : facts?.payment_intent_id
  return intent ? stripePage(config, intent) : null
}
