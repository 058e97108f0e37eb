import { useEffect, useState } from 'react'
import type { ActionOrder } from '../../../dashboard/api/desk_answers.ts'
import type { MoveQuoteAnswer } from '../../../dashboard/api/move_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { MoveDifference, type MoveWay } from './move_difference.tsx'
import { MoveField } from './move_field.tsx'
import { MoveSelect } from './move_select.tsx'
import { kindChoice, tableChoice, type MoveChosen, type Picked } from './move_choice.ts'

/** What is asked for, but for its id. */
export interface MoveWish {
  /** Where it was when the other night was chosen: it may have been moved since. */
  from_night_id: string
  night_id: string
  choice: MoveChosen['choice']
  difference_minor: number
  waives: boolean
  /** The guest is to pay what it costs more, before it moves. */
  asks_guest: boolean
}

/** Which night, what of it, and what that costs: tells of a wish whenever one can be asked for. */
export function MoveForm({
  order,
  onWish,
}: {
  order: ActionOrder
  onWish: (wish: MoveWish | null) => void
}) {
  const [night, setNight] = useState('')
  const [from, setFrom] = useState('')
  const [picked, setPicked] = useState<Picked>({})
  const [way, setWay] = useState<MoveWay | null>(null)
  const path = `/orders/${order.order_id}/move${night && `?night=${encodeURIComponent(night)}`}`
  const query = useAnswer<MoveQuoteAnswer>(path, ['orders'])
  const quote = query.data
  const to = quote?.to?.night_id === night ? quote.to : null
  const isTable = quote?.party !== null
  const chosen = quote && to && (isTable ? tableChoice : kindChoice)(quote, to, picked)
  const difference_minor = chosen ? chosen.price_minor - (quote?.paid_minor ?? 0) : 0
  const isWaiting = difference_minor > 0 && !chosen?.is_due_at_door && way === null
  const wish: MoveWish | null =
    chosen && !isWaiting
      ? {
          from_night_id: from,
          night_id: night,
          choice: chosen.choice,
          difference_minor,
          waives: difference_minor > 0 && way !== 'guest',
          asks_guest: difference_minor > 0 && way === 'guest',
        }
      : null
  const told = JSON.stringify(wish)
  useEffect(() => onWish(JSON.parse(told) as MoveWish | null), [told, onWish])
  const choose = (id: string) => {
    setNight(id)
    setFrom(quote?.from_night_id ?? '')
    setPicked({})
    setWay(null)
  }
  return (
    <Answered query={query}>
      {(answer) => (
        <div className="move-form">
          <NightSelect answer={answer} night={night} onNight={choose} />
          {to && <MoveSelect quote={answer} to={to} picked={picked} onPick={setPicked} />}
          {night && !to && <Loading />}
          {to && (
            <MoveDifference
              difference_minor={chosen ? difference_minor : null}
              currency={answer.currency}
              isTable={isTable}
              isDueAtDoor={chosen?.is_due_at_door ?? false}
              way={way}
              onWay={setWay}
            />
          )}
        </div>
      )}
    </Answered>
  )
}

function Loading() {
  const { words } = useFrame()
  return <p className="dim">{words.frame.loading}</p>
}

function NightSelect({
  answer,
  night,
  onNight,
}: {
  answer: MoveQuoteAnswer
  night: string
  onNight: (id: string) => void
}) {
  const { words, formats } = useFrame()
  if (answer.nights.length === 0) return <p>{words.move.noNights}</p>
  return (
    <MoveField label={words.move.night}>
      {(id) => (
        <select id={id} value={night} onChange={({ target }) => onNight(target.value)}>
          <option value="">{words.move.choose}</option>
          {answer.nights.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}, {formats.day(one.doors_at)}
            </option>
          ))}
        </select>
      )}
    </MoveField>
  )
}
