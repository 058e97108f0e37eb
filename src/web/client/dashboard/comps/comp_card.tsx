import { Link } from 'wouter'
import type { CompRow } from '../../../dashboard/api/comps_answers.ts'
import type { ResendAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { ApproveButton, RefuseButton } from './decide_buttons.tsx'
import { WithdrawButton } from './withdraw_button.tsx'

const TONES: Record<CompRow['state'], string> = {
  asked: 'tag-wait',
  approved: 'tag-good',
  refused: '',
  withdrawn: '',
}

/** One comp: for whom, what and why, who asked, who decided, and what can be done with it. */
export function CompCard({ comp, place }: { comp: CompRow; place: CardPlace }) {
  const { words, formats } = useFrame()
  const said = words.comps
  const { state, night, guest_name, guest_email, order_id, quantity, inside, left } = comp
  const isLapsed = state === 'asked' && night.is_over
  const what = whatOf(comp, said)
  return (
    <li className="panel comp" {...place}>
      <div className="comp-head">
        <h2>
          {order_id ? <Link href={`/dashboard/orders/${order_id}`}>{guest_name}</Link> : guest_name}
        </h2>
        <span className={`tag ${isLapsed ? '' : TONES[state]}`}>
          {said.states[isLapsed ? 'lapsed' : state]}
        </span>
        <p className="comp-what">
          <b>{what}</b>{' '}
          <span className="dim">
            {state === 'asked' && left !== null && !isLapsed && `${said.left(left)} · `}
            {state === 'approved' && inside > 0 && `${said.inside(inside, quantity)} · `}
            {night.title}, {formats.day(night.doors_at)}
          </span>
        </p>
        <p className="dim comp-mail">{guest_email}</p>
      </div>
      <blockquote className="comp-reason">{comp.reason}</blockquote>
      <Deeds comp={comp} />
      <Actions comp={comp} what={what} />
    </li>
  )
}

function whatOf(
  { kind, quantity, name }: CompRow,
  { tickets, table }: ReturnType<typeof useFrame>['words']['comps'],
): string {
  return kind === 'ga' ? tickets(quantity, name) : table(name, quantity)
}

/** Who has asked, decided and taken it back, and when. */
function Deeds({ comp }: { comp: CompRow }) {
  const { words, formats } = useFrame()
  const said = words.comps
  const { asked_by, asked_at, decided_by, decided_at, refusal, withdrawn_by, withdrawn_at } = comp
  return (
    <ul className="comp-deeds dim">
      <li>{said.asked(asked_by, formats.moment(asked_at))}</li>
      {decided_by && decided_at && (
        <li>
          {(refusal === null ? said.approvedBy : said.refusedBy)(
            decided_by,
            formats.moment(decided_at),
          )}
          {refusal !== null && <span className="comp-refusal">: {refusal}</span>}
        </li>
      )}
      {withdrawn_by && withdrawn_at && (
        <li>{said.withdrawnBy(withdrawn_by, formats.moment(withdrawn_at))}</li>
      )}
    </ul>
  )
}

function Actions({ comp, what }: { comp: CompRow; what: string }) {
  const { comps: said } = useFrame().words
  const { isBusy, run } = useDeed()
  const { can, id, guest_name, order_id } = comp
  if (can.length === 0) return null
  const resend = () =>
    run(async () => {
      const { outcome } = await act<ResendAnswer>('POST', `/orders/${order_id}/resend`)
      return said.resent[outcome]
    })
  return (
    <div className="order-actions">
      {can.includes('approve') && <ApproveButton comp={comp} what={what} />}
      {can.includes('refuse') && <RefuseButton comp={comp} />}
      {can.includes('resend') && (
        <button
          className="button button-small button-quiet"
          disabled={isBusy}
          onClick={() => void resend()}
        >
          {said.resend}
          <span className="hidden"> {guest_name}</span>
        </button>
      )}
      {can.includes('withdraw') && <WithdrawButton comp_id={id} guest_name={guest_name} />}
    </div>
  )
}
