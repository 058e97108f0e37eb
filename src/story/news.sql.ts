/**
 * Everything of an order that alerts, audit entries and mails may be about, then those of its
 * alerts, entries and mails. Of whatever kind a mail is, it is about one of them: an alert and an
 * entry may have a mail, too, and a mail that cannot be delivered has an alert.
 */
export const subjectsQuery = `
subjects as (
  select id from one
  union all select id from order_lines where order_id = $1
  union all select id from payments where order_id = $1
  union all select payment_intent_id from payments where order_id = $1
  union all select id from tickets where order_id = $1
  union all select id from bookings where order_id = $1
  union all select id from comps where order_id = $1
  union all select id from passes where order_id = $1
  union all select id from refunds where order_id = $1
  union all select stripe_refund_id from refunds where order_id = $1
  union all select stripe_dispute_id from disputes where order_id = $1),
alarms as (
  select * from alerts where subject_id in (select id from subjects)
  union select * from alerts where detail ->> 'order' = $1),
entries as (
  select * from audit_entries where subject_id in (select id from subjects)
  union select * from audit_entries where detail ->> 'order' = $1),
letters as (
  select * from mails where subject_id in (
    select id from subjects
    union all select id from alarms
    union all select id from entries)),
all_alarms as (
  select * from alarms
  union select * from alerts
   where kind in ('mail_undelivered', 'mail_bounced') and subject_id in (select id from letters)),
work as (
  select 'req_' || id as id, created_at, queue, 'waiting' as state, start_after, 0 as retries,
         payload
    from job_requests
  union all
  select id::text, created_on, name, case state::text when 'created' then 'waiting'
           when 'retry' then 'retrying' when 'active' then 'running' else 'given up' end,
         start_after, retry_count, data
    from pgboss.job
   where state in ('created', 'retry', 'active', 'failed'))`

/** What was told of an order, to whom and by whom, as rows of (at, what, subject, n, detail). */
export const newsQuery = `
select w.received_at as at, 'webhook.' || w.state as what, w.id as subject, 0 as n,
       jsonb_build_object('type', w.type, 'object', w.object_id,
         'received_at', w.received_at, 'handled_at', w.handled_at,
         'delivered_at', w.delivered_at, 'found_by',
         case when w.delivered_at = w.received_at then 'delivery' else 'sweep' end) as detail
  from webhooks w where w.order_id = $1
union all
select a.opened_at, 'alert.opened', a.id, 0,
       jsonb_build_object('kind', a.kind, 'about', a.subject_id, 'detail', a.detail)
  from all_alarms a
union all
select a.resolved_at, 'alert.resolved', a.id, 0,
       jsonb_build_object('kind', a.kind, 'about', a.subject_id)
  from all_alarms a where a.resolved_at is not null
union all
select m.queued_at, 'mail.queued', m.id, 0,
       jsonb_build_object('kind', m.kind, 'about', m.subject_id)
  from letters m
union all
select m.sent_at, 'mail.sent', m.id, 0,
       jsonb_build_object('kind', m.kind, 'about', m.subject_id)
  from letters m where m.sent_at is not null
union all
select m.bounced_at, 'mail.bounced', m.id, 0,
       jsonb_build_object('kind', m.kind, 'about', m.subject_id)
  from letters m where m.bounced_at is not null
union all
select m.held_back_at, 'mail.held_back', m.id, 0,
       jsonb_build_object('kind', m.kind, 'about', m.subject_id, 'why', m.held_back_why)
  from letters m where m.held_back_at is not null
union all
select j.created_at, 'job.asked_for', j.id, 0, jsonb_build_object(
         'queue', j.queue, 'state', j.state, 'due_at', j.start_after, 'retries', j.retries)
  from work j
 where j.payload ->> 'order_id' = $1
    or j.payload ->> 'refund_id' in (select id from refunds where order_id = $1)
    or j.payload ->> 'mail_id' in (select id from letters)
union all
select e.at, 'audit.noted', e.id, 0,
       jsonb_build_object('action', e.action, 'actor', e.actor, 'detail', e.detail)
  from entries e`
