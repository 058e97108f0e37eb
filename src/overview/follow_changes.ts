import type { Database } from '../kernel/index.ts'
import { selectChanges, topics, type Topic } from './changes.sql.ts'

/** How often one process asks whether there is something new, while anybody looks on. */
const LOOK_MS = 1000
/**
 * Who has counted a change may take so many looks to commit it, so each is told again. What takes
 * longer is found by the pages themselves, which ask again now and then.
 */
const ECHOES = 2

/** Hears that there may be something new about these. */
type Listener = (changed: Topic[]) => void

export interface Changes {
  /** Calls `listener` on changes until the function that is returned is called. */
  listen(listener: Listener): () => void
}

/**
 * Follows what is written to the database, by one cheap question a second for all listeners
 * together, and by none while nobody listens. `onError` hears of questions that failed; they are
 * asked again.
 */
export function followChanges(db: Database, onError: (error: unknown) => void): Changes {
  const listeners = new Set<Listener>()
  const told = new Map<Topic, { count: string; echoes: number }>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = async () => {
    try {
      const counts = await selectChanges(db)
      const changed = topics.filter((topic) => isNews(told, topic, counts[topic]))
      if (changed.length > 0) for (const listener of listeners) listener(changed)
    } catch (error) {
      onError(error)
    }
    timer = listeners.size > 0 ? setTimeout(() => void look(), LOOK_MS) : undefined
  }

  return {
    listen(listener) {
      listeners.add(listener)
      timer ??= setTimeout(() => void look(), 0)
      return () => listeners.delete(listener)
    },
  }
}

/** Has the topic changed since it was last told of, or too lately for all to see? */
function isNews(
  told: Map<Topic, { count: string; echoes: number }>,
  topic: Topic,
  count: string,
): boolean {
  const known = told.get(topic)
  if (!known || known.count !== count) {
    told.set(topic, { count, echoes: ECHOES })
    return known !== undefined
  }
  known.echoes -= 1
  return known.echoes >= 0
}
