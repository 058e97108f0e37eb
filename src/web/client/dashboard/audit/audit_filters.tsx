import type { AuditChoices } from '../../../dashboard/api/audit_answers.ts'
import { useFilter } from '../app/filter.ts'
import { FilterBar, NightFilter } from '../app/filter_bar.tsx'
import { Choice } from '../app/filter_fields.tsx'
import { useFrame } from '../app/frame.tsx'
import { useAnswer } from '../app/queries.ts'

/** What the log can be narrowed to, by the names that the address has for it. */
export const filterNames = ['q', 'who', 'kind', 'night', 'from', 'to'] as const

/**
 * Who, what kind, about what and when. A night and what is typed are two answers to one question:
 * the later one counts.
 */
export function AuditFilters() {
  const said = useFrame().words.audit
  const filter = useFilter(filterNames)
  const choices = useAnswer<AuditChoices>('/audit/choices', []).data
  const { value, set } = filter
  return (
    <FilterBar
      filter={filter}
      said={said}
      instead="night"
      night={
        <NightFilter
          value={value('night')}
          said={said}
          onChoose={(slug) => set('night', slug, 'q')}
        />
      }
    >
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
    </FilterBar>
  )
}
