import { useFilter } from '../app/filter.ts'
import { FilterBar, NightFilter } from '../app/filter_bar.tsx'
import { Choice } from '../app/filter_fields.tsx'
import { useFrame } from '../app/frame.tsx'

/** What the list can be narrowed to, by the names that the address has for it. */
export const filterNames = ['q', 'night', 'state', 'kind', 'from', 'to'] as const

/** What the orders are narrowed to. It stands in the address, so that it can be gone back to. */
export function OrderFilters() {
  const said = useFrame().words.orders
  const filter = useFilter(filterNames)
  const { value, set } = filter
  return (
    <FilterBar
      filter={filter}
      said={said}
      night={
        <NightFilter value={value('night')} said={said} onChoose={(slug) => set('night', slug)} />
      }
    >
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
    </FilterBar>
  )
}
