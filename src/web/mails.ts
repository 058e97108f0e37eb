import { alertMail, composeAlert } from '../alerts/index.ts'
import { confirmationMail } from '../checkout/index.ts'
import type { Config, Database } from '../kernel/index.ts'
import type { Compose } from '../mail/index.ts'
import { findOrder } from '../orders/index.ts'
import { confirmationMail as drawConfirmation } from './storefront/mail/index.ts'
import { loadPurchase } from './storefront/purchase.ts'

/** Who words each kind of mail. */
export function mailComposers(db: Database, config: Config): Record<string, Compose> {
  return {
    [confirmationMail]: (orderId) => composeConfirmation(db, config, orderId),
    [alertMail]: (alertId) => composeAlert(db, config.ownerEmail, alertId),
  }
}

async function composeConfirmation(db: Database, config: Config, orderId: string) {
  const order = await findOrder(db, orderId)
  if (!order?.guest_email) return null
  const purchase = await loadPurchase(db, order)
  const mail = drawConfirmation({
    ...purchase,
    locale: order.locale,
    publicUrl: config.publicUrl,
  })
  return { to: { name: order.guest_name ?? '', address: order.guest_email }, ...mail }
}
