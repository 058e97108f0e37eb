import { useState, type ReactNode } from 'react'
import type { AlertAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { Cards, Paged, type CardPlace } from '../app/paged.tsx'
import { useAnswer } from '../app/queries.ts'
import type { Pages } from '../app/use_pages.ts'
import { AlertItem, type Member } from './alert_item.tsx'
import { useChange } from './use_change.ts'

/** An alert is about so high before it is measured, and so far from the next one, in px. */
const ALERT_PX = 88
const GAP_PX = 12

/**
 * The alerts, one of which may be opened. The one that somebody has open stays where it is, even
 * when it heals meanwhile and leaves the list: it says so until it is closed.
 */
export function AlertList({
  pages,
  members,
  empty,
}: {
  pages: Pages<AlertAnswer>
  members: Member[]
  empty: ReactNode
}) {
  const [openId, setOpen] = useState<string | null>(null)
  const { change } = useChange()
  const toggle = ({ id, is_read }: AlertAnswer) => {
    setOpen(openId === id ? null : id)
    if (openId !== id && !is_read) change({ path: `/alerts/${id}/read` })
  }
  const { rows: alerts } = pages
  const isGone = openId !== null && !alerts.some(({ id }) => id === openId)
  const below = isGone ? alerts.findIndex(({ id }) => id < openId) : -1
  const at = below === -1 ? alerts.length : below
  const rows = isGone ? alerts.toSpliced(at, 0, { id: openId } as AlertAnswer) : alerts
  const item = (alert: AlertAnswer, place: CardPlace) => (
    <AlertItem
      key={alert.id}
      alert={alert}
      place={place}
      members={members}
      isOpen={alert.id === openId}
      onToggle={() => toggle(alert)}
    />
  )
  return (
    <Paged pages={pages} keeps={isGone} empty={empty}>
      <Cards
        pages={pages}
        rows={rows}
        cardPx={ALERT_PX}
        gapPx={GAP_PX}
        className="alert-list"
        renderRow={(alert, place) =>
          isGone && alert.id === openId ? (
            <Gone key={openId} id={openId} renderAlert={(known) => item(known, place)} />
          ) : (
            item(alert, place)
          )
        }
      />
    </Paged>
  )
}

/** An alert that is in the list no more. */
function Gone({ id, renderAlert }: { id: string; renderAlert: (alert: AlertAnswer) => ReactNode }) {
  const { data } = useAnswer<AlertAnswer>(`/alerts/${id}`, ['alerts', 'orders'])
  return data?.id === id ? renderAlert(data) : null
}
