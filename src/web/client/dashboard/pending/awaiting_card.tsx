import { useEffect, useState } from 'react'
import type { AwaitingRow } from '../../../dashboard/api/pending_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { PendingCard } from './card.tsx'

/** An order that has money, or may have it in a moment, and nothing for it yet. */
export function AwaitingCard({ row, place }: { row: AwaitingRow; place: CardPlace }) {
  const { words, formats } = useFrame()
  const said = words.pending
  const { waits_for, received_minor, total_minor, currency, late_because, last_error } = row
  const isIssuing = waits_for === 'tickets' || waits_for === 'person'
  const isOther = isIssuing && received_minor > 0 && received_minor !== total_minor
  const isBad = waits_for === 'person' || isOther || row.refund === 'failed'
  return (
    <PendingCard
      row={row}
      place={place}
      tag={{ words: said.tags[waits_for], tone: isBad ? 'bad' : 'wait' }}
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
        <p>{said.waits[waits_for]}</p>
      )}
      {waits_for === 'refund' && (
        <p>
          {late_because && said.late[late_because]} {said.back[row.refund ?? 'none']}
        </p>
      )}
      {isIssuing && !isOther && <Retries row={row} />}
      {isIssuing && last_error && (
        <p className="dim pending-error">
          {said.lastError}: {last_error}
        </p>
      )}
    </PendingCard>
  )
}

/** "Retry 3 of 5 has failed, next in 40 s", counting down. */
function Retries({ row: { retries, waits_for } }: { row: AwaitingRow }) {
  const { words } = useFrame()
  const { made, of, next_at } = retries
  if (of === 0) return null
  const isOver = waits_for === 'person'
  return (
    <div className="retries">
      <progress max={of} value={made} aria-label={words.pending.retries(made, of)} />
      <p>
        {isOver ? words.pending.allRetries(of) : words.pending.retries(made, of)}
        {!isOver && next_at && (
          <>
            , <Until at={next_at} />
          </>
        )}
      </p>
    </div>
  )
}

function Until({ at }: { at: string }) {
  const { words } = useFrame()
  const [now_ms, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.ceil((Date.parse(at) - now_ms) / 1000)
  if (seconds <= 0) return words.pending.nextNow
  const { inSeconds, inMinutes } = words.pending
  return words.pending.next(seconds < 90 ? inSeconds(seconds) : inMinutes(Math.round(seconds / 60)))
}
