import { row, type Queryable } from '../kernel/index.ts'

/** What a page of the dashboard may be about. */
export const topics = ['orders', 'alerts', 'guests', 'stripe', 'mails', 'plans'] as const
export type Topic = (typeof topics)[number]

/**
 * How often each topic has been written to, for ever growing. One read of six small relations,
 * whatever the night's size. It may be ahead of what other transactions can see: who has counted
 * may still be about to commit.
 */
export async function selectChanges(db: Queryable): Promise<Record<Topic, string>> {
  const found = await row<Record<Topic, string>>(
    db,
    'dashboard_changes',
    `select (select last_value from changes.orders) as orders,
            (select last_value from changes.alerts) as alerts,
            (select last_value from changes.guests) as guests,
            (select last_value from changes.stripe) as stripe,
            (select last_value from changes.mails) as mails,
            (select last_value from changes.plans) as plans`,
  )
  return found!
}
