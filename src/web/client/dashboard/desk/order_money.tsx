import { useId, useState } from 'react'
import type { OrderAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { minorOf } from './minor_of.ts'
import { RefundButton } from './refund_button.tsx'

/** What came, what went back and what is left of an order's money; an amount can be given back. */
export function OrderMoney({ order }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  const { money, refunds, actions } = order
  const write = (minor: number) => formats.money(minor, money.currency)
  const sums: [string, number, boolean][] = [
    [words.desk.paid, money.paid_minor, true],
    [words.desk.refunded, money.refunded_minor, money.refunded_minor > 0],
    [words.desk.underWay, money.under_way_minor, money.under_way_minor > 0],
    [words.desk.disputed, money.disputed_minor, money.disputed_minor > 0],
    [words.desk.left, money.left_minor, true],
  ]
  return (
    <section className="panel" aria-labelledby="order-money">
      <h2 id="order-money">{words.desk.money}</h2>
      <dl className="figures">
        {sums
          .filter(([, , isShown]) => isShown)
          .map(([name, minor]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{write(minor)}</dd>
            </div>
          ))}
      </dl>
      {refunds.length > 0 && (
        <ul className="order-list" aria-label={words.desk.refunds}>
          {refunds.map((refund) => (
            <li key={refund.id}>
              <span>
                {formats.money(refund.amount_minor, refund.currency)}{' '}
                <span className="dim">
                  {words.desk.askedBy(refund.requested_by)}, {formats.moment(refund.requested_at)}
                </span>
              </span>
              <span className={`tag tag-${TONES[refund.state]}`}>
                {words.desk.refundStates[refund.state]}
                {refund.failure_reason && `: ${refund.failure_reason.replaceAll('_', ' ')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {actions.can.includes('refund') && !actions.is_reserved && <Amount order={order} />}
    </section>
  )
}

const TONES = { requested: 'wait', succeeded: 'good', failed: 'bad' }

function Amount({ order: { actions, money } }: { order: OrderAnswer }) {
  const { words } = useFrame()
  const id = useId()
  const [text, setText] = useState('')
  const amount_minor = minorOf(text, money.currency)
  const isReady = amount_minor !== undefined && amount_minor <= money.left_minor
  return (
    <div className="toolbar">
      <div className="field">
        <label htmlFor={id}>{words.desk.amount(money.currency)}</label>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-invalid={text !== '' && !isReady}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <RefundButton
        order={actions}
        what={{ amount_minor: amount_minor ?? 0 }}
        amount_minor={amount_minor ?? 0}
        label={words.desk.refundAmount}
        note={words.desk.refundAmountNote}
        isReady={isReady}
      />
    </div>
  )
}
