import { useSearchParams } from 'wouter'
import type {
  AwaitingRow,
  FailedRow,
  PendingCounts,
} from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty, Page } from '../app/page.tsx'
import { Cards, Paged } from '../app/paged.tsx'
import { useAnswer } from '../app/queries.ts'
import { usePages } from '../app/use_pages.ts'
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

/** A card is about so high before it is measured, and so far from the next one, in px. */
const CARD_PX = 260
const GAP_PX = 16

function Awaiting() {
  const { pending: said } = useFrame().words
  const pages = usePages<AwaitingRow>('/pending?part=awaiting', ['orders', 'alerts'])
  const empty = <Empty title={said.emptyAwaiting}>{said.emptyAwaitingNote}</Empty>
  return (
    <Paged pages={pages} empty={empty}>
      <Cards
        pages={pages}
        rows={pages.rows}
        cardPx={CARD_PX}
        gapPx={GAP_PX}
        className="pending-cards"
        renderRow={(row, place) => <AwaitingCard key={row.id} row={row} place={place} />}
      />
    </Paged>
  )
}

function Failed() {
  const { pending: said } = useFrame().words
  const pages = usePages<FailedRow>('/pending?part=failed', ['orders'])
  const empty = <Empty title={said.emptyFailed}>{said.emptyFailedNote}</Empty>
  return (
    <Paged pages={pages} empty={empty}>
      <p className="dim">{said.failedNote}</p>
      <Cards
        pages={pages}
        rows={pages.rows}
        cardPx={CARD_PX}
        gapPx={GAP_PX}
        className="pending-cards"
        renderRow={(row, place) => <FailedCard key={row.id} row={row} place={place} />}
      />
    </Paged>
  )
}
