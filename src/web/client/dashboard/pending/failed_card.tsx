import type { FailedRow } from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { PendingCard } from './card.tsx'

/** An order whose guest has tried to pay, and has not succeeded. */
export function FailedCard({ row, place }: { row: FailedRow; place: CardPlace }) {
  const { words, formats } = useFrame()
  const said = words.pending
  const isHeld = row.state === 'open' && row.held_until !== null
  return (
    <PendingCard
      row={row}
      place={place}
      tag={{ words: said.tags[row.state], tone: isHeld ? 'wait' : 'plain' }}
      since={row.last_failed_at}
    >
      <p>{isHeld ? said.heldUntil(formats.time(row.held_until ?? '')) : said.heldNoMore}</p>
    </PendingCard>
  )
}
