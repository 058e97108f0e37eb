import { idOf } from '../../state/ledger.ts'
import { paidWith } from './paid.ts'
import { refused, type World } from '../recording.ts'

/** A charge that is changed, and those that the other cases have left behind. */
export async function charges(world: World): Promise<void> {
  const { charges: resource } = world.stripe
  const { latest_charge } = await paidWith(world, 'visa')
  await resource.update(idOf(latest_charge), {
    description: 'Two tickets',
    fraud_details: { user_report: 'safe' },
    metadata: { order: 'ord_1' },
    receipt_email: 'ada@example.test',
    shipping: { name: 'Ada', address: { city: 'Berlin', country: 'DE' } },
  })
  await resource.update(idOf(latest_charge), { metadata: { order: '' }, description: '' })
  await refused(resource.capture(idOf(latest_charge)))
  const { data } = await resource.list({ limit: 100 })
  for (const { id } of data) await resource.retrieve(id)
  await resource.list({ limit: 100, expand: ['data.payment_intent.payment_method'] })
  await refused(resource.retrieve('ch_nobody'))
}
