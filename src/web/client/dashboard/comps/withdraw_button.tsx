import type { CompAnswer } from '../../../dashboard/api/comps_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** Takes a comp back once somebody has read what that does, and said yes. */
export function WithdrawButton({ comp_id, guest_name }: { comp_id: string; guest_name: string }) {
  const { comps: said } = useFrame().words
  const { isBusy, run } = useDeed()
  const withdraw = () =>
    run(async () => {
      const { outcome } = await act<CompAnswer>('POST', `/comps/${comp_id}/withdraw`)
      return said.outcomes[outcome]
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small button-danger" disabled={isBusy}>
          {said.withdraw}
          <span className="hidden"> {guest_name}</span>
        </button>
      }
      title={said.withdrawAsk(guest_name)}
      yes={said.withdrawYes}
      isGrave
      onYes={() => void withdraw()}
    >
      <p>{said.withdrawNote}</p>
    </Confirm>
  )
}
