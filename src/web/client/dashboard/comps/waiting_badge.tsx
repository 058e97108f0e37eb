import type { CompsWaiting } from '../../../dashboard/api/comps_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Badge } from '../app/navigation.tsx'
import { useAnswer } from '../app/queries.ts'

/** How many comps wait for somebody who decides, beside the menu's link to them. */
export function WaitingBadge() {
  return useMay('comps.approve') ? <Waiting /> : null
}

function Waiting() {
  const { comps: said } = useFrame().words
  const { data } = useAnswer<CompsWaiting>('/comps/waiting', ['orders'])
  const count = data?.waiting ?? 0
  return <Badge path="/dashboard/comps" count={count} title={said.waiting(count)} />
}
