import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import type {
  AwaitingRow,
  FailedRow,
  PendingCounts,
} from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer, useList } from '../app/queries.ts'
import { AwaitingCard } from './awaiting_card.tsx'
import { FailedCard } from './failed_card.tsx'

const parts = ['awaiting', 'failed'] as const

/** Payments that have not ended: those that wait for tickets, and those that failed. */
export default function PendingPage() {
  const { words } = useFrame()
  const [search, setSearch] = useSearchParams()
  const part = parts.find((one) => one === search.get('part')) ?? 'awaiting'
  const counts = useAnswer<PendingCounts>('/pending/counts', ['orders']).data
  return (
    <Page heading={words.pending.heading}>
      <nav className="tabs" aria-label={words.pending.choose}>
        {parts.map((one) => (
          <button
            key={one}
            aria-pressed={one === part}
            onClick={() => setSearch(one === 'awaiting' ? {} : { part: one })}
          >
            {words.pending.parts[one]}
            <span className="tab-count">{counts && countInWords(counts[one], counts.max)}</span>
          </button>
        ))}
      </nav>
      {part === 'awaiting' ? <Awaiting /> : <Failed />}
    </Page>
  )
}

const countInWords = (count: number, max: number) => ` ${count >= max ? `${max - 1}+` : count}`

function Awaiting() {
  const { words } = useFrame()
  const query = useList<AwaitingRow>('/pending?part=awaiting', ['orders', 'alerts'])
  return (
    <Answered query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0 && !query.hasNextPage)
          return (
            <Empty title={words.pending.emptyAwaiting}>{words.pending.emptyAwaitingNote}</Empty>
          )
        return (
          <Cards query={query}>
            {rows.map((row) => (
              <AwaitingCard key={row.id} row={row} />
            ))}
          </Cards>
        )
      }}
    </Answered>
  )
}

function Failed() {
  const { words } = useFrame()
  const query = useList<FailedRow>('/pending?part=failed', ['orders'])
  return (
    <Answered query={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0 && !query.hasNextPage)
          return <Empty title={words.pending.emptyFailed}>{words.pending.emptyFailedNote}</Empty>
        return (
          <>
            <Cards query={query}>
              {rows.map((row) => (
                <FailedCard key={row.id} row={row} />
              ))}
            </Cards>
            <p className="dim">{words.pending.failedNote}</p>
          </>
        )
      }}
    </Answered>
  )
}

function Cards({
  query: { hasNextPage, isFetchingNextPage, fetchNextPage },
  children,
}: {
  query: {
    hasNextPage: boolean
    isFetchingNextPage: boolean
    fetchNextPage: () => unknown
  }
  children: ReactNode
}) {
  const { words } = useFrame()
  return (
    <>
      <ul className="pending-cards">{children}</ul>
      {hasNextPage && (
        <button
          className="button button-quiet more"
          disabled={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          {words.frame.more}
        </button>
      )}
    </>
  )
}
