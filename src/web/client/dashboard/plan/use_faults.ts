import { useMemo } from 'react'
import { planFaults, type PlanFault } from '../../../plan/plan_faults.ts'
import { drawingOf, keyOfField, type Draft } from './draft.ts'

type Code = PlanFault['code']

/** What keeps the plan from being saved, thing by thing. */
export interface Faults {
  /** Of the things, in the order of the plan; without a key it is the plan's own. */
  all: { key: string | undefined; code: Code }[]
  of: (key: string) => Code[]
}

/** Looks at what is drawn by the rules that the server keeps as well. */
export function useFaults(draft: Draft): Faults {
  return useMemo(() => {
    const all = planFaults(drawingOf(draft)).map(({ field, code }) => {
      return { key: field === 'name' ? undefined : keyOfField(draft, field), code }
    })
    return {
      all,
      of: (key) => all.filter((fault) => fault.key === key).map(({ code }) => code),
    }
  }, [draft])
}
