import { useId } from 'react'
import { useFrame } from '../app/frame.tsx'

/** Who pays what it costs more: the guest, before it moves, or nobody. */
export type MoveWay = 'guest' | 'house'

/** What the other night costs more or less, and what becomes of that. */
export function MoveDifference({
  difference_minor,
  currency,
  isTable,
  isDueAtDoor,
  way,
  onWay,
}: {
  /** Null while nothing can be chosen. */
  difference_minor: number | null
  currency: string
  isTable: boolean
  isDueAtDoor: boolean
  way: MoveWay | null
  onWay: (way: MoveWay | null) => void
}) {
  const { words, formats } = useFrame()
  if (difference_minor === null) return isTable ? null : <p>{words.move.tooFew}</p>
  const amount = formats.money(Math.abs(difference_minor), currency)
  const isMore = difference_minor > 0
  return (
    <div className="move-difference" aria-live="polite">
      <p className="move-sum">{sentence()}</p>
      {isMore && !isDueAtDoor && isTable && (
        <label className="move-waive">
          <input
            type="checkbox"
            checked={way === 'house'}
            onChange={({ target }) => onWay(target.checked ? 'house' : null)}
          />
          <span>{words.move.waive(amount)}</span>
        </label>
      )}
      {isMore && !isTable && <WhoPays amount={amount} way={way} onWay={onWay} />}
      <p className="dim">{note()}</p>
    </div>
  )

  function note(): string {
    if (way === 'guest') return words.move.askNote
    return words.move.note[isTable ? 'table' : 'tickets']
  }

  function sentence(): string {
    if (difference_minor === 0) return words.move.same
    if (!isMore) return words.move.back(amount)
    return isDueAtDoor ? words.move.atDoor(amount) : words.move.more(amount)
  }
}

function WhoPays({
  amount,
  way,
  onWay,
}: {
  amount: string
  way: MoveWay | null
  onWay: (way: MoveWay) => void
}) {
  const { words } = useFrame()
  const name = useId()
  const ways: [MoveWay, string][] = [
    ['guest', words.move.ask_guest(amount)],
    ['house', words.move.waive(amount)],
  ]
  return (
    <fieldset className="move-ways">
      <legend>{words.move.who}</legend>
      {ways.map(([one, label]) => (
        <label className="move-waive" key={one}>
          <input type="radio" name={name} checked={way === one} onChange={() => onWay(one)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
