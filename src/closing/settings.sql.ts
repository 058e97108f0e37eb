import { must, row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** When the mail about a night goes, and to whom. */
export interface CloseSettings {
  is_mailed: boolean
  /** By the venue's clock, such as `09:00`. */
  mail_at: string
  /** Empty: those whom alerts are mailed to. */
  addresses: string[]
}

/** As they stand. */
export async function selectSettings(db: Queryable): Promise<CloseSettings> {
  const found = await row<CloseSettings>(
    db,
    'close_settings',
    `select is_mailed, to_char(mail_at, 'HH24:MI') as mail_at, addresses from close_settings`,
  )
  return must(found, 'the settings of the night close')
}

/** Waits until nobody else changes them. */
export async function lockSettings(tx: Tx): Promise<void> {
  await row(tx, 'lock_close_settings', `select from close_settings for update`)
}

/** Puts others in their place. */
export async function updateSettings(tx: Tx, to: CloseSettings): Promise<void> {
  await touched(
    tx,
    'settle_close',
    `update close_settings set is_mailed = $1, mail_at = $2, addresses = $3`,
    [to.is_mailed, to.mail_at, to.addresses],
  )
}
