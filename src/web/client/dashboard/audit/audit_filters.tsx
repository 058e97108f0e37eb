import type { AuditChoices } from '../../../dashboard/api/audit_answers.ts'
import type { OrderNights } from '../../../dashboard/api/orders_answers.ts'
import { useFilter } from '../app/filter.ts'
import { Choice, Moment, SearchField } from '../app/filter_fields.tsx'
import { Fold } from '../app/fold.tsx'
import { useFrame } from '../app/frame.tsx'
import { useAnswer } from '../app/queries.ts'

/** What the log can be narrowed to, by the names that the address has for it. */
export const filterNames = ['q', 'who', 'kind', 'night', 'from', 'to'] as const

/**
 * Who, what kind, about what and when. A night and what is typed are two answers to one question:
 * the later one counts.
 */
export function AuditFilters() {
  const { words, formats } = useFrame()
  const said = words.audit
  const { value, set, isNarrowed, clear, cleared } = useFilter(filterNames)
  const choices = useAnswer<AuditChoices>('/audit/choices', []).data
  const nights = useAnswer<OrderNights>('/orders/nights', []).data?.nights ?? []
  // What the list is narrowed to is never out of sight.
  const isFiltered = filterNames.some((name) => name !== 'q' && value(name) !== '')
  return (
    <search className="toolbar order-filters" aria-label={said.filters}>
      <SearchField
        key={cleared}
        label={said.search}
        hint={said.searchHint}
        known={value('q')}
        onType={(text) => set('q', text, 'night')}
      />
      <Fold label={said.filters} isOpenAtFirst={isFiltered}>
        <Choice label={said.person} value={value('who')} onChoose={(who) => set('who', who)}>
          <option value="">{said.anyPerson}</option>
          {choices?.actors.map((name) => (
            <option key={name} value={name}>
              {said.own[name] ?? name}
            </option>
          ))}
        </Choice>
        <Choice label={said.kind} value={value('kind')} onChoose={(kind) => set('kind', kind)}>
          <option value="">{said.anyKind}</option>
          {choices?.kinds.map((kind) => (
            <option key={kind} value={kind}>
              {said.kinds[kind] ?? kind.replaceAll('_', ' ')}
            </option>
          ))}
        </Choice>
        <Choice
          label={said.night}
          value={value('night')}
          onChoose={(slug) => set('night', slug, 'q')}
        >
          <option value="">{said.anyNight}</option>
          {nights.map(({ slug, title, doors_at }) => (
            <option key={slug} value={slug}>
              {title}, {formats.day(doors_at)}
            </option>
          ))}
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
