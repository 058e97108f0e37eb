import { useFrame } from '../app/frame.tsx'

/** What the other night costs more or less, and what becomes of that. */
export function MoveDifference({
  difference_minor,
  currency,
  isTable,
  isDueAtDoor,
  waives,
  onWaive,
}: {
  /** Null while nothing can be chosen. */
  difference_minor: number | null
  currency: string
  isTable: boolean
  isDueAtDoor: boolean
  waives: boolean
  onWaive: (waives: boolean) => void
}) {
  const { words, formats } = useFrame()
  if (difference_minor === null) return isTable ? null : <p>{words.move.tooFew}</p>
  const amount = formats.money(Math.abs(difference_minor), currency)
  const isMore = difference_minor > 0
  return (
    <div className="move-difference" aria-live="polite">
      <p className="move-sum">{sentence()}</p>
      {isMore && !isDueAtDoor && (
        <label className="move-waive">
          <input
            type="checkbox"
            checked={waives}
            onChange={({ target }) => onWaive(target.checked)}
          />
          <span>{words.move.waive(amount)}</span>
        </label>
      )}
      <p className="dim">{words.move.note[isTable ? 'table' : 'tickets']}</p>
    </div>
  )

  function sentence(): string {
    if (difference_minor === 0) return words.move.same
    if (!isMore) return words.move.back(amount)
    return isDueAtDoor ? words.move.atDoor(amount) : words.move.more(amount)
  }
}
