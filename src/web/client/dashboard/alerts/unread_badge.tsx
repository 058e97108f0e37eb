import { useFrame, useMay } from '../app/frame.tsx'
import { Badge } from '../app/navigation.tsx'
import { useAnswer } from '../app/queries.ts'

/** How many alerts are unread, beside the menu's link to them, on every page. */
export function UnreadBadge() {
  return useMay('alerts.handle') ? <Unread /> : null
}

function Unread() {
  const { words } = useFrame()
  const { data } = useAnswer<{ unread: number }>('/alerts/unread', ['alerts'])
  const count = data?.unread ?? 0
  return <Badge path="/dashboard/alerts" count={count} title={words.alerts.unread(count)} />
}
