import { refused, type World } from '../recording.ts'

/** The account that the key belongs to. */
export async function account({ stripe }: World): Promise<void> {
  const { id } = await stripe.accounts.retrieveCurrent()
  await stripe.accounts.retrieve(id)
  await refused(stripe.accounts.retrieve('acct_nobody'))
}
