import type { ReactNode } from 'react'
import type { OrderNights } from '../../../dashboard/api/orders_answers.ts'
import type { Filter } from './filter.ts'
import { Choice, Moment, SearchField } from './filter_fields.tsx'
import { Fold } from './fold.tsx'
import { useFrame } from './frame.tsx'
import { useAnswer } from './queries.ts'

/** What a bar of filters says, whatever it narrows. */
interface BarWords {
  filters: string
  search: string
  searchHint: string
  from: string
  to: string
  clear: string
}

/** What every long list is narrowed to, beside what is its own. */
type Common = 'q' | 'night' | 'from' | 'to'

/**
 * Narrows a list to what is typed, to a night, to a time, and to what `children` let choose.
 * `instead` is given up when something is typed.
 */
export function FilterBar<Name extends string>({
  filter,
  said,
  instead,
  night,
  children,
}: {
  filter: Filter<Name | Common>
  said: BarWords
  night: ReactNode
  instead?: Name | Common
  children: ReactNode
}) {
  const { value, set, isNarrowed, isChosen, clear, cleared } = filter
  return (
    <search className="toolbar order-filters" aria-label={said.filters}>
      <SearchField
        key={cleared}
        label={said.search}
        hint={said.searchHint}
        known={value('q')}
        onType={(text) => set('q', text, instead)}
      />
      {night}
      {/* What the list is narrowed to is never out of sight. */}
      <Fold label={said.filters} isOpenAtFirst={isChosen}>
        {children}
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

/** One of the nights, or any. */
export function NightFilter({
  value,
  said,
  onChoose,
}: {
  value: string
  said: { night: string; anyNight: string }
  onChoose: (slug: string) => void
}) {
  const { formats } = useFrame()
  const nights = useAnswer<OrderNights>('/orders/nights', []).data?.nights ?? []
  return (
    <Choice label={said.night} value={value} onChoose={onChoose}>
      <option value="">{said.anyNight}</option>
      {nights.map(({ slug, title, doors_at }) => (
        <option key={slug} value={slug}>
          {title}, {formats.day(doors_at)}
        </option>
      ))}
    </Choice>
  )
}
