import type { ActionOrder, IssueAnswer, ResendAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { NoteButton } from './note_button.tsx'
import { RefundButton } from './refund_button.tsx'
import { useDeed } from './use_deed.ts'

/**
 * What can be done with an order by whoever looks on, small enough for a row of a list: issue now,
 * refund, send again, note, the guest's link, Stripe. What the order or the role does not allow
 * has no button, and the server refuses it as well. All but the first of what changes something is
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
  const canIssue = can.includes('issue')
  const refund = can.includes('refund') && (
    <RefundButton
      order={order}
      what="everything"
      amount_minor={order.left_minor}
      label={order.is_reserved ? words.desk.release : words.desk.refund}
      note={order.is_difference ? words.desk.refundMoveNote : words.desk.refundAllNote}
      inside={order.inside}
    />
  )
  return (
    <fieldset className="order-actions" aria-label={words.desk.actionsFor(name)}>
      {canIssue && (
        <button className="button button-small" disabled={isBusy} onClick={() => void run(issue)}>
          {words.desk.issue}
          <span className="hidden"> {name}</span>
        </button>
      )}
      {!canIssue && refund}
      <div className="order-actions-rest">
        {canIssue && refund}
        {can.includes('resend') && (
          <Small
            label={words.desk.resend}
            name={name}
            isBusy={isBusy}
            onPress={() => run(resend)}
          />
        )}
        {can.includes('note') && <NoteButton order={order} />}
        <Small label={words.desk.copy} name={name} isBusy={isBusy} onPress={() => run(copy)} />
        {stripe_url && <ToStripe href={stripe_url} name={name} />}
      </div>
    </fieldset>
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
