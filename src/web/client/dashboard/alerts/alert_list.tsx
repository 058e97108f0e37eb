import { useState, type ReactNode } from 'react'
import type { AlertAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { useAnswer } from '../app/queries.ts'
import { AlertItem, type Member } from './alert_item.tsx'
import { useChange } from './use_change.ts'

/**
 * The alerts, one of which may be opened. The one that somebody has open stays where it is, even
 * when it heals meanwhile and leaves the list: it says so until it is closed.
 */
export function AlertList({
  alerts,
  members,
  empty,
}: {
  alerts: AlertAnswer[]
  members: Member[]
  empty: ReactNode
}) {
  const [openId, setOpen] = useState<string | null>(null)
  const { change } = useChange()
  const toggle = ({ id, is_read }: AlertAnswer) => {
    setOpen(openId === id ? null : id)
    if (openId !== id && !is_read) change({ path: `/alerts/${id}/read` })
  }
  const isGone = openId !== null && !alerts.some(({ id }) => id === openId)
  const below = isGone ? alerts.findIndex(({ id }) => id < openId) : -1
  const at = below === -1 ? alerts.length : below
  if (alerts.length === 0 && !isGone) return empty
  const item = (alert: AlertAnswer) => (
    <AlertItem
      key={alert.id}
      alert={alert}
      members={members}
      isOpen={alert.id === openId}
      onToggle={() => toggle(alert)}
    />
  )
  return (
    <ul className="alert-list">
      {alerts.slice(0, at).map(item)}
      {isGone && <Gone key={openId} id={openId} draw={item} />}
      {alerts.slice(at).map(item)}
    </ul>
  )
}

/** An alert that is in the list no more. */
function Gone({ id, draw }: { id: string; draw: (alert: AlertAnswer) => ReactNode }) {
  const { data } = useAnswer<AlertAnswer>(`/alerts/${id}`, ['alerts', 'orders'])
  return data?.id === id ? draw(data) : null
}
