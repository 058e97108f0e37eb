import type { AwaitingRow } from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { RetryLine } from '../app/retry_line.tsx'
import { PendingCard } from './card.tsx'

/** An order that has money, or may have it in a moment, and nothing for it yet. */
export function AwaitingCard({ row, place }: { row: AwaitingRow; place: CardPlace }) {
  const { words, formats } = useFrame()
  const said = words.pending
  const { waits_for, received_minor, total_minor, currency, late_because, last_error } = row
  const isIssuing = waits_for === 'tickets' || waits_for === 'person'
  const isOther = isIssuing && received_minor > 0 && received_minor !== total_minor
  const isStranded = waits_for === 'refund' && row.refund === 'failed'
  const isBad = waits_for === 'person' || isOther || row.refund === 'failed'
  return (
    <PendingCard
      row={row}
      place={place}
      tag={{
        words: isStranded ? said.refundFailed : said.tags[waits_for],
        tone: isBad ? 'bad' : 'wait',
      }}
      since={row.since}
    >
      {isOther ? (
        <p>
          {said.otherAmount(
            formats.money(received_minor, currency),
            formats.money(total_minor, currency),
          )}
        </p>
      ) : (
        <p>{isStranded ? said.isOwed : said.waits[waits_for]}</p>
      )}
      {waits_for === 'refund' && (
        <p>
          {late_because && said.late[late_because]} {said.back[row.refund ?? 'none']}
        </p>
      )}
      {isIssuing && !isOther && <Retries row={row} />}
      {isIssuing && last_error && (
        <>
          <p>{said.why}</p>
          <details>
            <summary>{said.details}</summary>
            <p className="dim pending-error">{last_error}</p>
          </details>
        </>
      )}
    </PendingCard>
  )
}

/** How far the automatic retries are, and when the next one is due. */
function Retries({ row: { retries, tries, waits_for } }: { row: AwaitingRow }) {
  const said = useFrame().words.pending
  const { made, of } = retries
  if (of === 0) return null
  const isOver = waits_for === 'person'
  return (
    <div className={isOver ? 'retries retries-over' : 'retries'}>
      <progress max={of} value={made} aria-label={said.retriesOf(made, of)} />
      <p>{isOver ? said.allRetries(of) : <RetryLine {...retries} tries={tries} />}</p>
    </div>
  )
}
