import { formatMoney } from '../../../kernel/index.ts'
import type { LoggedEntry } from '../../../overview/index.ts'
import { auditWords } from '../../messages.ts'
import type { AuditLink, AuditRow } from './audit_answers.ts'

/** An entry in words; one of a kind without a sentence says its own name. */
export function auditRow(entry: LoggedEntry, locale: string, currency: string): AuditRow {
  const { id, at, action, actor, subject_id, night } = entry
  return {
    id,
    at: at.toISOString(),
    action,
    actor: auditWords(locale).own[actor] ?? actor,
    is_own: Object.hasOwn(auditWords(locale).own, actor),
    sentence: deedOf(entry, locale, currency),
    subject_id,
    night: night?.title ?? null,
    link: linkOf(entry),
  }
}

/** What was done, as one sentence. */
export function deedOf(entry: LoggedEntry, locale: string, currency: string): string {
  const { action, detail } = entry
  const { deeds } = auditWords(locale)
  const say = Object.hasOwn(deeds, action) ? deeds[action] : undefined
  if (!say) return action.replaceAll(/[._]/g, ' ')
  const amount_minor = Number(detail['amount_minor'] ?? detail['gives_back_minor'] ?? 0)
  return say({
    detail,
    amount: formatMoney({ amount_minor, currency: entry.currency ?? currency }, locale),
    member: entry.member ?? '',
    table: entry.table_name ?? '',
    from: entry.from_table ?? '',
    to: entry.to_table ?? '',
    night: entry.night?.title ?? '',
  })
}

const PLACES: Record<string, 'members' | 'alerts'> = {
  member: 'members',
  alert: 'alerts',
  alert_recipients: 'alerts',
}

function linkOf({ order_id, action }: LoggedEntry): AuditLink {
  if (order_id !== null) return { to: 'order', order_id }
  const to = PLACES[action.split('.')[0] ?? '']
  return to ? { to } : { to: 'nothing' }
}
