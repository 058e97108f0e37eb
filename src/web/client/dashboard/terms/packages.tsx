import { useState } from 'react'
import type { TermsAnswer, TermsPackage } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { AddPackage, ChangePackage } from './package_form.tsx'

/** What parties can order ahead: in its order, each to be edited, taken off, or offered again. */
export function Packages({ answer: { night, packages } }: { answer: TermsAnswer }) {
  const said = useFrame().words.terms.packages
  const [newId, setNewId] = useState('')
  return (
    <section className="panel" aria-labelledby="packages">
      <div className="panel-head">
        <h2 id="packages">{said.heading}</h2>
        {!newId && (
          <button
            type="button"
            className="button button-small button-quiet"
            onClick={() => setNewId(newIdHere('pkg'))}
          >
            {said.add}
          </button>
        )}
      </div>
      <p className="dim">{packages.length === 0 ? said.none : said.note}</p>
      <ol className="ticket-types">
        {packages.map((one, at) => (
          <Package key={one.id} nightId={night.id} packages={packages} one={one} at={at} />
        ))}
      </ol>
      {newId && <AddPackage id={newId} nightId={night.id} onClose={() => setNewId('')} />}
    </section>
  )
}

function Package({
  nightId,
  packages,
  one,
  at,
}: {
  nightId: string
  packages: TermsPackage[]
  one: TermsPackage
  at: number
}) {
  const { words, formats } = useFrame()
  const said = words.terms.packages
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="ticket-type">
      <div className="ticket-type-head">
        <div>
          <h3>{one.name}</h3>
          <p className="tags">
            <span>{formats.money(one.price_minor)}</span>{' '}
            {!one.is_on_sale && <span className="tag">{said.off}</span>}
          </p>
        </div>
        <p className="dim">{one.includes.join(' · ') || one.description}</p>
        <div className="ticket-type-actions">
          <Move nightId={nightId} packages={packages} at={at} by={-1} />
          <Move nightId={nightId} packages={packages} at={at} by={1} />
          <TakeOff nightId={nightId} one={one} />
          <button
            type="button"
            className="button button-small button-quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? said.close : said.edit}
            <span className="hidden"> {one.name}</span>
          </button>
        </div>
      </div>
      {isOpen && <ChangePackage nightId={nightId} one={one} onClose={() => setOpen(false)} />}
    </li>
  )
}

/** Taken off, or offered again: one press either way, since it can be pressed back. */
function TakeOff({ nightId, one }: { nightId: string; one: TermsPackage }) {
  const said = useFrame().words.terms.packages
  const { isBusy, run } = useDeed()
  const press = () =>
    run(async () => {
      const { id, name, description, includes, price_minor, version } = one
      const kept = { name, description, includes, price_minor, version }
      const changed = { ...kept, is_on_sale: !one.is_on_sale }
      await act('PUT', `/nights/${nightId}/packages/${id}`, changed)
      return one.is_on_sale ? said.takenOff : said.isBack
    })
  return (
    <button
      type="button"
      className="button button-small button-quiet"
      disabled={isBusy}
      onClick={() => void press()}
    >
      {one.is_on_sale ? said.takeOff : said.putBack}
      <span className="hidden"> {one.name}</span>
    </button>
  )
}

function Move({
  nightId,
  packages,
  at,
  by,
}: {
  nightId: string
  packages: TermsPackage[]
  at: number
  by: 1 | -1
}) {
  const said = useFrame().words.terms.packages
  const { isBusy, run } = useDeed()
  const [one, other] = [packages[at], packages[at + by]]
  const move = () =>
    run(async () => {
      const ids = packages.map(({ id }) => id)
      const moved = ids.with(at, other?.id ?? '').with(at + by, one?.id ?? '')
      await act('PUT', `/nights/${nightId}/packages`, { ids: moved })
      return said.moved
    })
  return (
    <button
      type="button"
      className="button button-small button-quiet button-icon"
      disabled={isBusy || !other}
      aria-label={by < 0 ? said.moveUp(one?.name ?? '') : said.moveDown(one?.name ?? '')}
      onClick={() => void move()}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={by < 0 ? 'M2 8l4-4 4 4' : 'M2 4l4 4 4-4'} />
      </svg>
    </button>
  )
}
