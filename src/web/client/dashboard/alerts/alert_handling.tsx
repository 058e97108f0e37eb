import { useId, useState } from 'react'
import type { AlertAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame, useMay } from '../app/frame.tsx'
import type { Member } from './alert_item.tsx'
import { useChange } from './use_change.ts'

/** Who sees to an alert, and how it ends; what is over says how. */
export function AlertHandling({ alert, members }: { alert: AlertAnswer; members: Member[] }) {
  const { words, formats } = useFrame()
  const { acknowledged, state, by_hand, decided, resolved_at } = alert
  const isOver = state === 'resolved'
  const ended = decided ? words.alerts.decidedBy[decided.how](decided.by) : words.alerts.healed
  return (
    <>
      <output className="alert-end">
        {isOver && !by_hand && resolved_at ? `${ended}, ${formats.moment(resolved_at)}.` : ''}
      </output>
      {acknowledged && (
        <p className="dim">
          {words.alerts.acknowledged(acknowledged.by)}, {formats.moment(acknowledged.at)}.
        </p>
      )}
      {!isOver && (
        <div className="alert-handling">
          {!acknowledged && <Acknowledge alert={alert} />}
          <Assign alert={alert} members={members} />
          {alert.is_by_hand && <Resolve alert={alert} />}
          {alert.kind === 'authorisation_expired' && <Decide alert={alert} />}
        </div>
      )}
      {!isOver && (
        <p className="dim">{alert.is_by_hand ? words.alerts.byHand : words.alerts.healsItself}</p>
      )}
    </>
  )
}

function Acknowledge({ alert }: { alert: AlertAnswer }) {
  const { words } = useFrame()
  const { change, isUnderWay } = useChange()
  return (
    <button
      className="button button-small"
      disabled={isUnderWay}
      onClick={() => change({ path: `/alerts/${alert.id}/acknowledge` })}
    >
      {words.alerts.acknowledge}
    </button>
  )
}

function Assign({ alert, members }: { alert: AlertAnswer; members: Member[] }) {
  const { words } = useFrame()
  const { change, isUnderWay } = useChange()
  const fieldId = useId()
  const choose = (memberId: string) => {
    const name = members.find(({ id }) => id === memberId)?.name
    const done = name ? words.alerts.assigned(name) : words.alerts.unassigned
    change({ path: `/alerts/${alert.id}/assign`, body: { member: memberId || null }, done })
  }
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.alerts.assign}</label>
      <select
        id={fieldId}
        value={alert.assignee?.id ?? ''}
        disabled={isUnderWay}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{words.alerts.nobody}</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** What becomes of a booking whose deposit has lapsed. */
function Decide({ alert }: { alert: AlertAnswer }) {
  const said = useFrame().words.alerts
  const { change } = useChange()
  const decide = (how: 'keep' | 'cancel') =>
    change({ path: `/alerts/${alert.id}/decide`, body: { how }, done: said.decided })
  if (!useMay('money.decide')) return null
  return (
    <>
      <Confirm
        trigger={<button className="button button-quiet button-small">{said.keep}</button>}
        title={said.keepTitle}
        yes={said.keep}
        onYes={() => decide('keep')}
      >
        <p>{said.keepWhy}</p>
      </Confirm>
      <Confirm
        trigger={<button className="button button-danger button-small">{said.callOff}</button>}
        title={said.callOffTitle}
        yes={said.callOff}
        isGrave
        onYes={() => decide('cancel')}
      >
        <p>{said.callOffWhy}</p>
      </Confirm>
    </>
  )
}

function Resolve({ alert }: { alert: AlertAnswer }) {
  const { words } = useFrame()
  const { change } = useChange()
  const [reason, setReason] = useState('')
  const fieldId = useId()
  const resolve = () =>
    change({
      path: `/alerts/${alert.id}/resolve`,
      body: { reason },
      done: words.alerts.resolved,
    })
  return (
    <Confirm
      trigger={<button className="button button-quiet button-small">{words.alerts.resolve}</button>}
      title={words.alerts.resolveTitle}
      yes={words.alerts.resolve}
      isReady={reason.trim() !== ''}
      onYes={resolve}
    >
      <p>{words.alerts.resolveWhy}</p>
      <label htmlFor={fieldId}>{words.alerts.reason}</label>
      <textarea
        id={fieldId}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Confirm>
  )
}
