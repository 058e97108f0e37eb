import { useFrame } from '../app/frame.tsx'
import { thingOf, type Draft } from './draft.ts'
import type { Faults } from './use_faults.ts'

/** What keeps the plan from being saved; each line leads to its thing. */
export function FaultList({
  draft,
  faults,
  onChoose,
}: {
  draft: Draft
  faults: Faults
  onChoose: (key: string) => void
}) {
  const { words } = useFrame()
  if (faults.all.length === 0) return null
  const title = words.plan.faultsTitle(faults.all.length)
  return (
    <section className="notice notice-problem plan-faults" aria-label={title}>
      <h2>{title}</h2>
      <ul className="plain">
        {faults.all.map(({ key, code }) => (
          <li key={`${key} ${code}`}>
            {key ? (
              <button className="link" onClick={() => onChoose(key)}>
                {thingOf(draft, key)?.name || words.plan.noName}
              </button>
            ) : (
              words.plan.plan
            )}
            <span className="dim">{words.plan.faults[code]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
