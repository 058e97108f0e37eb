import { touched, type Tx } from '../kernel/index.ts'

/** An event as it is written down. */
export interface NewWebhook {
  id: string
  type: string
  api_version: string | null
  object_id: string | null
  state: 'handled' | 'ignored'
}

/** Writes an event down together with its effect; 0 rows when it stands there already (F21). */
export function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<number> {
  return touched(
    tx,
    'insert_webhook',
    `insert into webhooks (id, type, api_version, object_id, state, handled_at)
     values ($1, $2, $3, $4, $5, now()) on conflict (id) do nothing`,
    [webhook.id, webhook.type, webhook.api_version, webhook.object_id, webhook.state],
  )
}
