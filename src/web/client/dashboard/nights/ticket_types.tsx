import { useState } from 'react'
import type { NightAnswer, NightType } from '../../../dashboard/api/nights_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { Fill } from './night_line.tsx'
import { AddType, ChangeType } from './type_form.tsx'

/** The kinds of ticket of a night: in their order, each with how it sells, and to be edited. */
export function TicketTypes({ answer: { night, types } }: { answer: NightAnswer }) {
  const said = useFrame().words.nights
  const [newId, setNewId] = useState('')
  return (
    <section className="panel" aria-labelledby="types">
      <div className="panel-head">
        <h2 id="types">{said.tickets}</h2>
        {!newId && (
          <button
            className="button button-small button-quiet"
            onClick={() => setNewId(newIdHere('typ'))}
          >
            {said.addType}
          </button>
        )}
      </div>
      {types.length === 0 && !newId && <p className="dim">{said.noTypes}</p>}
      <ol className="ticket-types">
        {types.map((type, at) => (
          <TicketType key={type.id} night={night} types={types} type={type} at={at} />
        ))}
      </ol>
      {newId && (
        <AddType id={newId} nightId={night.id} types={types} onClose={() => setNewId('')} />
      )}
    </section>
  )
}

function TicketType({
  night,
  types,
  type,
  at,
}: {
  night: NightAnswer['night']
  types: NightType[]
  type: NightType
  at: number
}) {
  const { words, formats } = useFrame()
  const said = words.nights
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="ticket-type">
      <div className="ticket-type-head">
        <div>
          <h3>{type.name}</h3>
          <p className="tags">
            <span>{formats.money(type.price_minor)}</span>{' '}
            {(night.state !== 'draft' || type.sale !== 'on') && (
              <SaleTag type={type} types={types} />
            )}
          </p>
        </div>
        <Fill label={said.soldOrHeld} taken={type.taken} all={type.capacity} />
        <div className="ticket-type-actions">
          <Move nightId={night.id} types={types} at={at} by={-1} />
          <Move nightId={night.id} types={types} at={at} by={1} />
          <button
            className="button button-small button-quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? said.closeType : said.editType}
            <span className="hidden"> {type.name}</span>
          </button>
        </div>
      </div>
      {isOpen && (
        <>
          <ChangeType nightId={night.id} types={types} type={type} onClose={() => setOpen(false)} />
          {type.taken === 0 && <Remove nightId={night.id} type={type} />}
        </>
      )}
    </li>
  )
}

/** Whether it can be bought now, and if not, why. */
function SaleTag({ type, types }: { type: NightType; types: NightType[] }) {
  const said = useFrame().words.nights
  if (type.taken >= type.capacity) return <span className="tag">{said.sale.sold_out}</span>
  if (type.sale === 'on') return <span className="tag tag-good">{said.sale.on}</span>
  const first = types.find(({ id }) => id === type.opens_after)
  if (type.sale === 'waiting' && first)
    return <span className="tag tag-wait">{said.opensAfter(first.name)}</span>
  return <span className="tag">{said.sale[type.sale]}</span>
}

function Move({
  nightId,
  types,
  at,
  by,
}: {
  nightId: string
  types: NightType[]
  at: number
  by: 1 | -1
}) {
  const said = useFrame().words.nights
  const { isBusy, run } = useDeed()
  const [type, other] = [types[at], types[at + by]]
  const move = () =>
    run(async () => {
      const ids = types.map(({ id }) => id)
      const moved = ids.with(at, other?.id ?? '').with(at + by, type?.id ?? '')
      await act('PUT', `/nights/${nightId}/types`, { ids: moved })
      return said.moved
    })
  return (
    <button
      className="button button-small button-quiet button-icon"
      disabled={isBusy || !other}
      aria-label={by < 0 ? said.moveUp(type?.name ?? '') : said.moveDown(type?.name ?? '')}
      onClick={() => void move()}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={by < 0 ? 'M2 8l4-4 4 4' : 'M2 4l4 4 4-4'} />
      </svg>
    </button>
  )
}

function Remove({ nightId, type }: { nightId: string; type: NightType }) {
  const said = useFrame().words.nights
  const { isBusy, run } = useDeed()
  const remove = () =>
    run(async () => {
      await act('DELETE', `/nights/${nightId}/types/${type.id}`)
      return said.removed
    })
  return (
    <div>
      <Confirm
        trigger={
          <button className="button button-small button-danger" disabled={isBusy}>
            {said.remove}
            <span className="hidden"> {type.name}</span>
          </button>
        }
        title={said.removeAsk(type.name)}
        yes={said.remove}
        isGrave
        onYes={() => void remove()}
      >
        <p>{said.removeNote}</p>
      </Confirm>
    </div>
  )
}
