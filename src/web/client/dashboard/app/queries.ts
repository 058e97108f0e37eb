import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { Topic } from '../../../../overview/index.ts'
import { ask } from './requests.ts'

/** What no stream has told of is found by asking again, in ms. */
const ASK_AGAIN_MS = 20_000

/** Opens what keeps the answers of the server: shown at once, and asked for again when told of. */
export function openQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1000,
        refetchInterval: ASK_AGAIN_MS,
        // A lost line is tried again at once; what is refused, or late, is not.
        retry: (failures, error) => error instanceof TypeError && failures < 2,
        retryDelay: 1000,
        placeholderData: keepPreviousData,
        // Without a network it fails and says so, rather than wait in silence for one.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      // A press that could not be sent must never be sent later, when nobody looks.
      mutations: { networkMode: 'always' },
    },
  })
}

/** What `path` below /api/dashboard answers, asked for again when there is news of `topics`. */
export function useAnswer<Answer>(path: string, topics: Topic[]): UseQueryResult<Answer> {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => ask<Answer>(path, signal),
    meta: { topics },
  })
}

/** A list that comes in pages, the newest first. */
export interface Listed<Row> {
  rows: Row[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

/** The pages of a list: `path` has its filters, each page is asked for with `after`. */
export function useList<Row>(path: string, topics: Topic[]) {
  const joint = path.includes('?') ? '&' : '?'
  return useInfiniteQuery({
    queryKey: [path, 'list'],
    queryFn: ({ pageParam, signal }) =>
      ask<Listed<Row>>(
        pageParam ? `${path}${joint}after=${encodeURIComponent(pageParam)}` : path,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    meta: { topics },
  })
}
