import { useId, useState } from 'react'
import type { CompAnswer, CompRow } from '../../../dashboard/api/comps_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

const REASON_LENGTH_MAX = 500

/** Gives what was asked for, once somebody has read for whom. */
export function ApproveButton({ comp, what }: { comp: CompRow; what: string }) {
  const { comps: said } = useFrame().words
  const { isBusy, run } = useDeed()
  const approve = () =>
    run(async () => {
      const { outcome } = await act<CompAnswer>('POST', `/comps/${comp.id}/approve`)
      return said.outcomes[outcome]
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small" disabled={isBusy}>
          {said.approve}
          <span className="hidden"> {comp.guest_name}</span>
        </button>
      }
      title={said.approveAsk(what, comp.guest_name)}
      yes={said.approveYes}
      onYes={() => void approve()}
    >
      <p>{said.approveNote}</p>
    </Confirm>
  )
}

/** Says no, and why. */
export function RefuseButton({ comp }: { comp: CompRow }) {
  const { comps: said } = useFrame().words
  const { isBusy, run } = useDeed()
  const id = useId()
  const [reason, setReason] = useState('')
  const refuse = () =>
    run(async () => {
      const { outcome } = await act<CompAnswer>('POST', `/comps/${comp.id}/refuse`, { reason })
      return said.outcomes[outcome]
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy}>
          {said.refuse}
          <span className="hidden"> {comp.guest_name}</span>
        </button>
      }
      title={said.refuseAsk(comp.guest_name)}
      yes={said.refuseYes}
      isReady={reason.trim() !== ''}
      onYes={() => void refuse()}
    >
      <label htmlFor={id}>{said.refuseWhy}</label>
      <textarea
        id={id}
        value={reason}
        maxLength={REASON_LENGTH_MAX}
        onChange={({ target }) => setReason(target.value)}
      />
    </Confirm>
  )
}
