import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Topic } from '../../../../overview/index.ts'
import type { Listed } from './queries.ts'
import { ask } from './requests.ts'

/** The pages of a list, of which only those are asked for again that somebody sees. */
export interface Pages<Row> {
  /** All rows that are there, in the list's order. */
  rows: Row[]
  /** At which row each page begins. */
  starts: number[]
  isLoading: boolean
  isLoadingMore: boolean
  /** The next page could not be loaded: the list ends too early. */
  isCutOff: boolean
  error: Error | null
  hasMore: boolean
  loadMore: () => void
  refetch: () => unknown
  /** Says which pages are seen. */
  see: (first: number, last: number) => void
}

/**
 * A list in pages with fixed ends, asked for again when there is news of `topics`. What was read
 * from one end to the next is read again between the same ends, so that nothing is lost or doubled
 * when rows come or leave; where more have come than a page holds, it is cut in two.
 */
export function usePages<Row>(path: string, topics: Topic[]): Pages<Row> {
  type Answer = Listed<Row>
  const client = useQueryClient()
  const [ends, setEnds] = useState<string[]>([])
  const [seen, setSeen] = useState({ first: 0, last: 0 })
  const pages = [...ends, undefined].map((until, n) => ({ after: ends[n - 1], until }))
  const cut = useCallback(
    (after: string | undefined, until: string | undefined, answer: Answer) => {
      const { next } = answer
      if (next === null) return
      client.setQueryData(keyOf(path, after, next), { ...answer, next: null })
      setEnds((known) => {
        if (known.includes(next)) return known
        const n = until === undefined ? known.length : known.indexOf(until)
        return [...known.slice(0, n), next, ...known.slice(n)]
      })
    },
    [client, path],
  )
  const results = useQueries({
    queries: pages.map(({ after, until }, n) => ({
      queryKey: keyOf(path, after, until),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const answer = await ask<Answer>(addressOf(path, after, until), signal)
        if (until !== undefined) cut(after, until, answer)
        return answer
      },
      // What nobody sees may be old. It is asked for as soon as somebody does.
      enabled: n === pages.length - 1 || (n >= seen.first && n <= seen.last),
      gcTime: Infinity,
      meta: { topics },
    })),
  })

  const last = results.at(-1)
  const loadMore = () => {
    if (last?.data) cut(ends.at(-1), undefined, last.data)
  }
  const see = useCallback((first: number, lastSeen: number) => {
    setSeen((known) =>
      known.first === first && known.last === lastSeen ? known : { first, last: lastSeen },
    )
  }, [])
  const starts: number[] = []
  const rows: Row[] = []
  for (const { data } of results) {
    starts.push(rows.length)
    rows.push(...(data?.rows ?? []))
  }
  return {
    rows,
    starts,
    isLoading: results[0]?.data === undefined && !results[0]?.error,
    isLoadingMore: last?.data === undefined && results.length > 1 && !last?.error,
    isCutOff: last?.data === undefined && results.length > 1 && last?.error != null,
    error: results.find(({ error }) => error)?.error ?? null,
    hasMore: last?.data?.next != null || last?.data === undefined,
    loadMore,
    refetch: () => Promise.all(results.filter(({ error }) => error).map((one) => one.refetch())),
    see,
  }
}

const keyOf = (path: string, after: string | undefined, until: string | undefined) => [
  path,
  'page',
  after ?? null,
  until ?? null,
]

function addressOf(path: string, after: string | undefined, until: string | undefined): string {
  const [base, query] = path.split('?')
  const params = new URLSearchParams(query)
  if (after !== undefined) params.set('after', after)
  if (until !== undefined) params.set('until', until)
  return params.size > 0 ? `${base}?${params}` : path
}
