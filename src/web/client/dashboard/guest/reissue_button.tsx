import type { OrderTicket } from '../../../dashboard/api/desk_answers.ts'
import type { ReissueAnswer } from '../../../dashboard/api/guest_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** Gives a ticket or pass a new code, after a press that has to be meant. */
export function ReissueButton({
  orderId,
  ticket,
  what,
}: {
  orderId: string
  ticket: OrderTicket
  /** What it is called. */
  what: string
}) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const { id, replacements } = ticket
  const reissue = async () => {
    const path = `/orders/${orderId}/entries/${id}/reissue`
    const { outcome } = await act<ReissueAnswer>('POST', path, { replacements })
    return words.guest.reissued[outcome]
  }
  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy}>
          {words.guest.reissue}
          <span className="hidden"> {what}</span>
        </button>
      }
      title={words.guest.reissueOf(what)}
      yes={words.guest.reissueYes}
      onYes={() => void run(reissue)}
    >
      <p>{words.guest.reissueNote}</p>
    </Confirm>
  )
}
