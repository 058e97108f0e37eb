import type { OrderAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { WithdrawButton } from '../comps/withdraw_button.tsx'

/** Of an order that the house gives: why, who asked for it, and who stands for it. */
export function OrderComp({
  order,
  comp,
}: {
  order: OrderAnswer
  comp: NonNullable<OrderAnswer['comp']>
}) {
  const { words, formats } = useFrame()
  const said = words.comps
  return (
    <section className="panel" aria-labelledby="order-comp">
      <div className="panel-head">
        <h2 id="order-comp">{said.onTheHouse}</h2>
        {comp.can_withdraw && (
          <WithdrawButton comp_id={comp.id} guest_name={order.guest.name ?? ''} />
        )}
      </div>
      <dl className="comp-why">
        <dt>{said.why}</dt>
        <dd>{comp.reason}</dd>
      </dl>
      <ul className="order-list">
        <li>{said.asked(comp.asked_by, formats.moment(comp.asked_at))}</li>
        <li>{said.approvedBy(comp.approved_by, formats.moment(comp.approved_at))}</li>
        {comp.withdrawn_by && comp.withdrawn_at && (
          <li>{said.withdrawnBy(comp.withdrawn_by, formats.moment(comp.withdrawn_at))}</li>
        )}
      </ul>
    </section>
  )
}
