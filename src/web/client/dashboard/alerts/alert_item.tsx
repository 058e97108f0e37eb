import { useId } from 'react'
import type { AlertAnswer, AlertDeskAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { AlertFacts } from './alert_facts.tsx'
import { AlertHandling } from './alert_handling.tsx'

export type Member = AlertDeskAnswer['members'][number]

/** One alert: what, who and how much; opened, all that is known and can be done. */
export function AlertItem({
  alert,
  place,
  members,
  isOpen,
  onToggle,
}: {
  alert: AlertAnswer
  place: CardPlace
  members: Member[]
  isOpen: boolean
  onToggle: () => void
}) {
  const { words, formats } = useFrame()
  const bodyId = useId()
  const { order } = alert
  const who = order?.guest_name
  return (
    <li className={`alert alert-${alert.state}${alert.is_read ? '' : ' alert-unread'}`} {...place}>
      <h2 className="alert-head">
        <button aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
          {!alert.is_read && alert.state === 'open' && (
            <span className="hidden">{words.alerts.is.unread}: </span>
          )}
          {words.alerts.kinds[alert.kind].what}
        </button>
      </h2>
      <p className="alert-line">
        {who && <strong>{who}</strong>}
        {order && <strong>{formats.money(order.amount_minor, order.currency)}</strong>}
        <Ago at={alert.opened_at} />
        <AlertState alert={alert} />
      </p>
      <div id={bodyId} className="alert-body" hidden={!isOpen}>
        {isOpen && (
          <>
            <AlertFacts alert={alert} />
            <AlertHandling alert={alert} members={members} />
          </>
        )}
      </div>
    </li>
  )
}

/** How it stands, and who sees to it. */
function AlertState({ alert }: { alert: AlertAnswer }) {
  const { words } = useFrame()
  const { state, by_hand, acknowledged, assignee } = alert
  return (
    <>
      {state === 'resolved' && <span className="tag tag-good">{words.alerts.is.resolved}</span>}
      {state === 'open' && !acknowledged && !assignee && (
        <span className="tag tag-bad">{words.alerts.is.open}</span>
      )}
      {state === 'open' && acknowledged && (
        <span className="tag tag-wait">{words.alerts.acknowledged(acknowledged.by)}</span>
      )}
      {state === 'open' && assignee && (
        <span className="tag tag-wait">{`${words.alerts.assign}: ${assignee.name}`}</span>
      )}
      {by_hand && <span className="tag">{words.alerts.resolvedBy(by_hand.by)}</span>}
    </>
  )
}
