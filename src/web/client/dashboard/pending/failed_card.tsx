import type { FailedRow } from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { PendingCard } from './card.tsx'

/** An order whose guest has tried to pay, and has not succeeded. */
export function FailedCard({ row }: { row: FailedRow }) {
  const { words, formats } = useFrame()
  const said = words.pending
  const isHeld = row.state === 'open' && row.held_until !== null
  return (
    <PendingCard
      row={row}
      tag={{ words: said.tags[row.state], tone: isHeld ? 'wait' : 'plain' }}
      since={row.last_failed_at}
    >
      <p>{isHeld ? said.heldUntil(formats.time(row.held_until ?? '')) : said.heldNoMore}</p>
    </PendingCard>
  )
}
