import type { QueryClient } from '@tanstack/react-query'
import { noted } from './noted.ts'

/** A busy night changes all the time; nobody reads faster than this, in ms. */
const BETWEEN_MS = 1000

/** A server that answers with an error, or a proxy for it, is asked again after so long. */
const OPEN_AGAIN_MS = 5000
/** Many screens must not ask in step. */
const JITTER = 0.5

/** Since when there has been no stream; null while there is one. */
const awaySince = noted<Date | null>(null)

/**
 * Follows the server's stream of what there may be news of, and asks again for what is shown of
 * it: at most once a second, and not while nobody sees the page.
 */
export function followLive(queries: QueryClient): void {
  const news = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    timer = undefined
    if (document.hidden) return
    const changed = new Set(news)
    news.clear()
    // What is under way is let come, or a list's next page would be lost that somebody has asked
    // for. The stream tells of each change again, so what it has missed is asked for then.
    void queries.invalidateQueries(
      { predicate: ({ meta }) => topicsOf(meta).some((topic) => changed.has(topic)) },
      { cancelRefetch: false },
    )
  }
  const open = () => {
    const stream = new EventSource('/api/dashboard/live')
    stream.addEventListener('message', ({ data }: MessageEvent<string>) => {
      for (const topic of data.split(' ')) news.add(topic)
      timer ??= setTimeout(tell, BETWEEN_MS)
    })
    stream.addEventListener('open', () => {
      // What has happened meanwhile nobody has told of.
      if (awaySince.get()) void queries.invalidateQueries()
      awaySince.set(null)
    })
    stream.addEventListener('error', () => {
      awaySince.set(awaySince.get() ?? new Date())
      // A lost line is taken up again by the browser; after an answer that is no stream it is not.
      if (stream.readyState === EventSource.CLOSED)
        setTimeout(open, OPEN_AGAIN_MS * (1 + JITTER * Math.random()))
    })
  }
  open()
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && news.size > 0) tell()
  })
}

const topicsOf = (meta: Record<string, unknown> | undefined) =>
  (meta?.['topics'] as string[] | undefined) ?? []

/** Since when the page has not been live; null while it is. */
export const useAwaySince = awaySince.use
