import type { ActionOrder, IssueAnswer, ResendAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { NoteButton } from './note_button.tsx'
import { RefundButton } from './refund_button.tsx'
import { useDeed } from './use_deed.ts'

/**
 * What can be done with an order by whoever looks on, small enough for a row of a list: issue now,
 * refund, send again, note, the guest's link, Stripe. What the order or the role does not allow
 * has no button, and the server refuses it as well. All but the first of what there is stands in
 * `order-actions-rest`, which a list may fold away.
 */
export function OrderActions({ order }: { order: ActionOrder }) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const { order_id, can, stripe_url, page_url } = order
  const name = order.guest_name ?? words.desk.someGuest
  const issue = async () => {
    const { outcome } = await act<IssueAnswer>('POST', `/orders/${order_id}/issue`)
    return words.desk.issued[outcome]
  }
  const resend = async () => {
    const { outcome } = await act<ResendAnswer>('POST', `/orders/${order_id}/resend`)
    return words.desk.resent[outcome]
  }
  const copy = async () => {
    await navigator.clipboard.writeText(page_url)
    return words.desk.copied
  }
  const small = { name, isBusy }
  const [first, ...rest] = [
    can.includes('issue') && (
      <button
        key="issue"
        className="button button-small"
        disabled={isBusy}
        onClick={() => void run(issue)}
      >
        {words.desk.issue}
        <span className="hidden"> {name}</span>
      </button>
    ),
    can.includes('refund') && <RefundAll key="refund" order={order} />,
    can.includes('resend') && (
      <Small key="resend" {...small} label={words.desk.resend} onPress={() => run(resend)} />
    ),
    can.includes('note') && <NoteButton key="note" order={order} />,
    <Small key="copy" {...small} label={words.desk.copy} onPress={() => run(copy)} />,
    stripe_url && <ToStripe key="stripe" href={stripe_url} name={name} />,
  ].filter(Boolean)
  return (
    <fieldset className="order-actions" aria-label={words.desk.actionsFor(name)}>
      {first}
      <div className="order-actions-rest">{rest}</div>
    </fieldset>
  )
}

function RefundAll({ order }: { order: ActionOrder }) {
  const { desk } = useFrame().words
  return (
    <RefundButton
      order={order}
      what="everything"
      amount_minor={order.left_minor}
      label={order.is_reserved ? desk.release : desk.refund}
      note={order.is_difference ? desk.refundMoveNote : desk.refundAllNote}
      inside={order.inside}
    />
  )
}

function ToStripe({ href, name }: { href: string; name: string }) {
  const { words } = useFrame()
  return (
    <a className="button button-small button-quiet" href={href} target="_blank" rel="noreferrer">
      {words.desk.stripe}
      <span className="hidden"> {name}</span>
    </a>
  )
}

function Small({
  label,
  name,
  isBusy,
  onPress,
}: {
  label: string
  name: string
  isBusy: boolean
  onPress: () => Promise<boolean>
}) {
  return (
    <button
      className="button button-small button-quiet"
      disabled={isBusy}
      onClick={() => void onPress()}
    >
      {label}
      <span className="hidden"> {name}</span>
    </button>
  )
}
