import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { PlanAnswer } from '../../../dashboard/api/plans_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { EditorView } from './editor_view.tsx'

/** One floor plan, to be drawn on. */
export default function PlanPage({ params: { id } }: { params: { id: string } }) {
  const { words } = useFrame()
  const query = useAnswer<PlanAnswer>(`/plans/${id}`, ['plans'])
  const { opened, goOn } = useOpened(id)
  // While another plan is on its way, this one must not stand under its address.
  const data = query.data?.id === id ? query.data : undefined
  return (
    <Page
      heading={data?.drawing.name ?? words.plan.plan}
      aside={<Link href="/dashboard/plans">{words.plan.back}</Link>}
    >
      <Answered query={{ ...query, data }}>
        {(plan) => <EditorView key={opened} plan={plan} onGoOn={goOn} />}
      </Answered>
    </Page>
  )
}

/**
 * How often something was opened here. Whoever saves a new version draws on, under its address and
 * with all of their steps; whoever opens another version begins anew.
 */
function useOpened(id: string) {
  const [, navigate] = useLocation()
  const went = Number(Object(useHistoryState<unknown>())['went_on_ms'] ?? 0)
  const [shown, setShown] = useState({ id, opened: 1, went })
  if (shown.id !== id) {
    const isOn = went > shown.went
    const opened = isOn ? shown.opened : shown.opened + 1
    setShown({ id, opened, went: Math.max(went, shown.went) })
  }
  const goOn = (next: string) => {
    if (next === id) return
    navigate(`/dashboard/plans/${next}`, { replace: true, state: { went_on_ms: Date.now() } })
  }
  return { opened: shown.opened, goOn }
}
