import { touched, type Tx } from '../kernel/index.ts'

/**
 * published → cancelled: it does not take place. 0 rows when somebody else was first, or it was
 * never published. Whoever was first is waited for.
 */
export function markCalledOff(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_night_called_off',
    `update nights set state = 'cancelled' where id = $1 and state = 'published'`,
    [id],
  )
}
