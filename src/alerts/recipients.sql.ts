import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Any number that nothing else in this database locks by. */
const LOCK = 7_300_530

/** Whom alerts are mailed to, in the order in which they were written down. */
export async function selectRecipients(db: Queryable): Promise<string[]> {
  const found = await rows<{ address: string }>(
    db,
    'alert_recipients',
    `select address from alert_recipients order by ordinal`,
  )
  return found.map(({ address }) => address)
}

/** Waits until nobody else changes the list; nobody else does until the transaction ends. */
export async function lockRecipients(tx: Tx): Promise<void> {
  await row(tx, 'lock_alert_recipients', 'select pg_advisory_xact_lock($1)', [LOCK])
}

/** Puts `addresses` in the place of all that were there. */
export async function replaceRecipients(tx: Tx, addresses: string[]): Promise<void> {
  await touched(tx, 'forget_alert_recipients', `delete from alert_recipients`)
  await touched(
    tx,
    'note_alert_recipients',
    `insert into alert_recipients (address, ordinal)
     select address, ordinal from unnest($1::text[]) with ordinality as t (address, ordinal)`,
    [addresses],
  )
}
