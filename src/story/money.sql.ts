/** What happened to an order's money, as rows of (at, what, subject, n, detail). */
export const moneyQuery = `
select p.created_at as at, 'payment.opened' as what, p.id as subject, p.ordinal::int as n,
       jsonb_build_object('amount_minor', p.amount_minor, 'currency', p.currency,
         'ordinal', p.ordinal, 'intent', p.payment_intent_id) as detail
  from one o join payments p on p.order_id = o.id
union all
select p.succeeded_at, 'payment.' || p.state, p.id, 0, jsonb_build_object(
         'amount_minor', p.received_minor, 'currency', p.currency, 'intent', p.payment_intent_id)
  from one o join payments p on p.order_id = o.id
 where p.state in ('succeeded', 'stray')
union all
select p.authorised_at, 'payment.authorised', p.id, 0, jsonb_build_object(
         'amount_minor', p.authorised_minor, 'currency', p.currency,
         'intent', p.payment_intent_id, 'capture_before', p.capture_before)
  from one o join payments p on p.order_id = o.id
 where p.authorised_at is not null
union all
select p.cancelled_at, 'payment.cancelled', p.id, 0,
       jsonb_build_object('intent', p.payment_intent_id)
  from one o join payments p on p.order_id = o.id
 where p.cancelled_at is not null
union all
select a.at, 'attempt.' || a.outcome, a.id, 0, jsonb_build_object(
         'payment', a.payment_id, 'key', a.attempt_key, 'source', a.source, 'code', a.code,
         'decline_code', a.decline_code, 'advice_code', a.advice_code,
         'card_brand', a.card_brand, 'card_last4', a.card_last4,
         'amount_minor', a.amount_minor, 'currency', a.currency,
         'since_first_ms', round(extract(epoch from a.at - min(a.at) over ()) * 1000))
  from one o join payments p on p.order_id = o.id join attempts a on a.payment_id = p.id
union all
select r.requested_at, 'refund.requested', r.id, 0, jsonb_build_object(
         'amount_minor', r.amount_minor, 'currency', r.currency, 'reason', r.reason,
         'requested_by', r.requested_by, 'payment', r.payment_id)
  from one o join refunds r on r.order_id = o.id
union all
select r.ended_at, 'refund.' || r.state, r.id, 0, jsonb_build_object(
         'amount_minor', r.amount_minor, 'currency', r.currency,
         'stripe_refund', r.stripe_refund_id, 'failure_reason', r.failure_reason)
  from one o join refunds r on r.order_id = o.id
 where r.ended_at is not null
union all
select d.opened_at, 'dispute.opened', d.stripe_dispute_id, 0, jsonb_build_object(
         'amount_minor', d.amount_minor, 'currency', d.currency, 'reason', d.reason,
         'evidence_due_at', d.evidence_due_at)
  from one o join disputes d on d.order_id = o.id
union all
select d.closed_at, 'dispute.' || d.state, d.stripe_dispute_id, 0, jsonb_build_object(
         'amount_minor', d.amount_minor, 'currency', d.currency,
         'stripe_status', d.stripe_status)
  from one o join disputes d on d.order_id = o.id
 where d.closed_at is not null`
