import type { Database } from '../kernel/index.ts'
import type { StoryEntry } from './entry.ts'
import { selectOrderOf, selectStory } from './story.sql.ts'

/** All that happened to one order. */
export interface Story {
  order_id: string
  placed_at: Date
  /** The venue's. */
  time_zone: string
  /** The first one first. */
  entries: StoryEntry[]
}

/**
 * The whole story of an order, from its own id, or from that of one of its payments,
 * PaymentIntents, tickets, passes or its booking; undefined for an id that belongs to none. Reads
 * only, and knows neither the guest's name and address nor the order's secret.
 */
export async function storyOf(db: Database, id: string): Promise<Story | undefined> {
  const order = await selectOrderOf(db, id)
  if (!order) return undefined
  const { id: order_id, placed_at, time_zone } = order
  return { order_id, placed_at, time_zone, entries: await selectStory(db, order_id) }
}
