import { lookBack, type Chore, type LookAt } from '../../jobs/index.ts'
import { isDatabaseAway, transaction, type Tx } from '../../kernel/index.ts'
import {
  findFirstPayment,
  ourIntents,
  StripeRefused,
  StripeUnreachable,
  type Page,
} from '../../payments/index.ts'
import { moneyFirst } from '../money_first.ts'
import type { Till } from '../till.ts'

/** Something of one of Stripe's lists that our books may lack. */
export interface Found {
  /** Stripe's id of it. */
  id: string
  intent_id: string
  /** Reads what is missing, before the transaction that writes it down. */
  read: () => Promise<(tx: Tx) => Promise<void>>
}

/** What a chore looks for in a list of Stripe's. */
export interface Search<Item> {
  page: (from: Date, belowId?: string) => Promise<Page<Item>>
  intentOf: (item: Item) => string | null
  /** What of a page, all of it about payments of ours, differs from the books. */
  differing: (items: Item[]) => Promise<Found[]>
}

/** A chore that goes through a list of Stripe's again and again, from the first payment on. */
export function searching<Item>(
  till: Till,
  name: string,
  pause_seconds: number,
  search: Search<Item>,
): Chore {
  const look = takePages(till, search)
  return {
    name,
    pause_seconds,
    round: async (note, signal) => {
      const first = await findFirstPayment(till.db)
      // Before the first payment nothing can have been missed.
      if (first) return lookBack(note, first, 0, look, signal)
    },
  }
}

/**
 * Looks at a page of Stripe's list, passes over what is known or none of ours, and writes down the
 * rest. One that cannot be written down holds up none of its page; then the round fails, so that
 * the look is made again, and the owner is told where that goes on. Throws StripeUnreachable at
 * once.
 */
export function takePages<Item>(till: Till, search: Search<Item>): LookAt {
  return async (from, belowId) => {
    const page = await pageOrNothing(search, from, belowId)
    if (!page) return null
    const intents = page.items.flatMap((item) => search.intentOf(item) ?? [])
    const ours = await ourIntents(till.db, intents)
    const items = page.items.filter((item) => ours.has(search.intentOf(item) ?? ''))
    let failures = 0
    for (const found of await search.differing(items)) if (!(await take(till, found))) failures += 1
    if (failures > 0) throw new Error(`${failures} of Stripe's cannot be written down`)
    return page
  }
}

/** Null where the thing that the look was to go on below is gone. */
async function pageOrNothing<Item>(
  search: Search<Item>,
  from: Date,
  belowId: string | undefined,
): Promise<Page<Item> | null> {
  try {
    return await search.page(from, belowId)
  } catch (error) {
    const isGone = error instanceof StripeRefused && error.code === 'resource_missing'
    if (isGone && belowId) return null
    throw error
  }
}

async function take(till: Till, { id, intent_id, read }: Found): Promise<boolean> {
  try {
    const known = await moneyFirst(till, intent_id, 'sweep')
    const writeDown = await read()
    await transaction(till.db, async (tx) => {
      await known?.book(tx)
      await writeDown(tx)
    })
    till.log.warn({ stripe: id }, 'sweep.money_back_found')
    return true
  } catch (error) {
    if (error instanceof StripeUnreachable || isDatabaseAway(error)) throw error
    till.log.error({ stripe: id, err: error }, 'sweep.money_back_failed')
    return false
  }
}
