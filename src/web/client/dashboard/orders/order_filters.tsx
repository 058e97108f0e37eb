import type { OrderNights } from '../../../dashboard/api/orders_answers.ts'
import { useFilter } from '../app/filter.ts'
import { Choice, Moment, SearchField } from '../app/filter_fields.tsx'
import { Fold } from '../app/fold.tsx'
import { useFrame } from '../app/frame.tsx'
import { useAnswer } from '../app/queries.ts'

/** What the list can be narrowed to, by the names that the address has for it. */
export const filterNames = ['q', 'night', 'state', 'kind', 'from', 'to'] as const

/** What the orders are narrowed to. It stands in the address, so that it can be gone back to. */
export function OrderFilters() {
  const { words, formats } = useFrame()
  const { value, set, isNarrowed, clear, cleared } = useFilter(filterNames)
  const nights = useAnswer<OrderNights>('/orders/nights', []).data?.nights ?? []
  const said = words.orders
  // What the list is narrowed to is never out of sight.
  const isFiltered = filterNames.some((name) => name !== 'q' && value(name) !== '')
  return (
    <search className="toolbar order-filters" aria-label={said.filters}>
      <SearchField
        key={cleared}
        label={said.search}
        hint={said.searchHint}
        known={value('q')}
        onType={(text) => set('q', text)}
      />
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
          <option value="comp">{said.kinds.comp}</option>
        </Choice>
        <Moment label={said.from} value={value('from')} onChoose={(from) => set('from', from)} />
        <Moment label={said.to} value={value('to')} onChoose={(to) => set('to', to)} />
      </Fold>
      {isNarrowed && (
        <button className="button button-small button-quiet" onClick={clear}>
          {said.clear}
        </button>
      )}
    </search>
  )
}
