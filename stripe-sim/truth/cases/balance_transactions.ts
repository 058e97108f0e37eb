import { refused, type World } from '../recording.ts'

/** What the other cases have left in the balance, before and after it is available. */
export async function balanceTransactions({ stripe, control }: World): Promise<void> {
  const { data } = await stripe.balanceTransactions.list({ limit: 100 })
  for (const { id } of data.slice(0, 10)) await stripe.balanceTransactions.retrieve(id)
  await control.advanceClock({ seconds: 3 * day_s })
  for await (const _ of stripe.balanceTransactions.list({ limit: 100 }));
  for (const type of ['charge', 'refund', 'refund_failure', 'adjustment']) {
    await stripe.balanceTransactions.list({ type })
  }
  await refused(stripe.balanceTransactions.retrieve('txn_nobody'))
}
const day_s = 24 * 60 * 60
