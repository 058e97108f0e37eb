import { row, rows, type Queryable } from '../kernel/index.ts'

/** What has ended longer ago is nobody's morning any more. */
const MAILED_WITHIN_DAYS = 2
/** Stripe may be away: then the mail goes without having been compared. */
const WAITS_FOR_STRIPE_HOURS = 3

/**
 * When the mail about a night `n` of the venue `v` is due, by the settings `s`: at the first such
 * hour of the venue's clock after its end, but not before six hours have passed. The last orders
 * and the money of the doors have settled by then.
 */
const dueAt = `greatest(n.ends_at + interval '6 hours',
  ((n.ends_at at time zone v.time_zone)::date + s.mail_at
    + case when (n.ends_at at time zone v.time_zone)::time > s.mail_at
           then interval '1 day' else interval '0' end) at time zone v.time_zone)`

/** The nights whose mail is due and not owed yet: those that had orders, called off or not. */
export async function selectDueMails(db: Queryable, kind: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'closing_mails_due',
    `select n.id
       from nights n
       join venues v on v.id = n.venue_id
      cross join close_settings s
       left join night_readings r on r.night_id = n.id
      where n.state <> 'draft' and n.ends_at <= now() and s.is_mailed
        and n.ends_at > now() - make_interval(days => $2)
        and ${dueAt} <= case when r.read_at is null then now() - make_interval(hours => $3)
                             else now() end
        and exists (select from orders o where o.night_id = n.id)
        and not exists (select from mails m where m.subject_id = n.id and m.kind = $1)
      order by n.ends_at, n.id`,
    [kind, MAILED_WITHIN_DAYS, WAITS_FOR_STRIPE_HOURS],
  )
  return found.map(({ id }) => id)
}

/** When the mail about a night is due; undefined where there is none of that id. */
export async function selectDueAt(db: Queryable, nightId: string): Promise<Date | undefined> {
  const found = await row<{ due_at: Date }>(
    db,
    'closing_mail_due_at',
    `select ${dueAt} as due_at
       from nights n join venues v on v.id = n.venue_id cross join close_settings s
      where n.id = $1`,
    [nightId],
  )
  return found?.due_at
}
