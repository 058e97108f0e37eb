import { useEffect, useId, useState, type ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import type { OrderNights } from '../../../dashboard/api/orders_answers.ts'
import { Fold } from '../app/fold.tsx'
import { useFrame } from '../app/frame.tsx'
import { useAnswer } from '../app/queries.ts'

/** What the list can be narrowed to, by the names that the address has for it. */
export const filterNames = ['q', 'night', 'state', 'kind', 'from', 'to'] as const
type FilterName = (typeof filterNames)[number]

/** Whoever types is waited for, in ms. */
const TYPING_MS = 250

/** What the orders are narrowed to. It stands in the address, so that it can be gone back to. */
export function OrderFilters() {
  const { words, formats } = useFrame()
  const said = words.orders
  const [search, setSearch] = useSearchParams()
  const nights = useAnswer<OrderNights>('/orders/nights', []).data?.nights ?? []
  const [cleared, setCleared] = useState(0)
  const set = (name: FilterName, to: string) =>
    setSearch((known) => changed(known, name, to), { replace: true })
  const value = (name: FilterName) => search.get(name) ?? ''
  const isNarrowed = filterNames.some((name) => value(name) !== '')
  // What the list is narrowed to is never out of sight.
  const isFiltered = filterNames.some((name) => name !== 'q' && value(name) !== '')
  return (
    <search className="toolbar order-filters" aria-label={said.filters}>
      <SearchField key={cleared} known={value('q')} onType={(text) => set('q', text)} />
      <Fold label={said.filters} isOpenAtFirst={isFiltered}>
        <Choice label={said.night} value={value('night')} onChoose={(slug) => set('night', slug)}>
          <option value="">{said.anyNight}</option>
          {nights.map(({ slug, title, doors_at }) => (
            <option key={slug} value={slug}>
              {title}, {formats.day(doors_at)}
            </option>
          ))}
        </Choice>
        <Choice label={said.state} value={value('state')} onChoose={(state) => set('state', state)}>
          <option value="">{said.anyState}</option>
          {Object.entries(said.states).map(([state, name]) => (
            <option key={state} value={state}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice label={said.kind} value={value('kind')} onChoose={(kind) => set('kind', kind)}>
          <option value="">{said.anyKind}</option>
          <option value="ga">{said.kinds.ga}</option>
          <option value="vip">{said.kinds.vip}</option>
        </Choice>
        <Moment label={said.from} value={value('from')} onChoose={(from) => set('from', from)} />
        <Moment label={said.to} value={value('to')} onChoose={(to) => set('to', to)} />
      </Fold>
      {isNarrowed && (
        <button
          className="button button-small button-quiet"
          onClick={() => {
            setSearch({}, { replace: true })
            setCleared(cleared + 1)
          }}
        >
          {said.clear}
        </button>
      )}
    </search>
  )
}

function changed(known: URLSearchParams, name: FilterName, to: string): URLSearchParams {
  const next = new URLSearchParams(known)
  if (to) next.set(name, to)
  else next.delete(name)
  return next
}

/** What is typed is looked for when the typing pauses. */
function SearchField({ known, onType }: { known: string; onType: (text: string) => void }) {
  const { words } = useFrame()
  const id = useId()
  const [typed, setTyped] = useState(known)
  useEffect(() => {
    if (typed.trim() === known) return
    const timer = setTimeout(() => onType(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="field field-wide">
      <label htmlFor={id}>{words.orders.search}</label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        maxLength={320}
        placeholder={words.orders.searchHint}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  )
}

function Choice({
  label,
  value,
  onChoose,
  children,
}: {
  label: string
  value: string
  onChoose: (value: string) => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {children}
      </select>
    </div>
  )
}

/** A time by the venue's clock. */
function Moment({
  label,
  value,
  onChoose,
}: {
  label: string
  value: string
  onChoose: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="field field-moment">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        min="2000-01-01T00:00"
        max="2099-12-31T23:59"
        value={value}
        onChange={({ target }) => onChoose(target.value)}
      />
    </div>
  )
}
