import type { BoardMoney, BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { useBoardWords } from './board_words.ts'
import { TakeForm } from './take_form.tsx'

type Payment = BoardMoney['payments'][number]

/** What the evening costs, what was paid of it, and what is still due at the door. */
export function Balance({ party, money }: { party: BoardPartyAnswer; money: BoardMoney }) {
  const { words, formats } = useBoardWords()
  const { title, worth, paid, reserved, credited, taken, due } = words.money
  const amount = (amount_minor: number) => formats.money(amount_minor, money.currency)
  const sums: [string, number][] = [
    [worth, money.worth_minor],
    [paid, money.paid_minor],
    [reserved, money.reserved_minor],
    [credited, money.credited_minor],
    [taken, money.taken_minor],
  ]
  return (
    <section className="board-balance" aria-labelledby="board-balance">
      <h3 id="board-balance">{title}</h3>
      <dl className="board-facts board-sums">
        {sums.map(
          ([name, sum]) =>
            sum > 0 && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{amount(sum)}</dd>
              </div>
            ),
        )}
        <div className={money.due_minor > 0 ? 'board-due' : 'board-settled'}>
          <dt>{due}</dt>
          <dd>{amount(money.due_minor)}</dd>
        </div>
      </dl>
      {party.can.includes('pay') && (
        <TakeForm party={party} currency={money.currency} due_minor={money.due_minor} />
      )}
      {money.payments.length > 0 && (
        <ul className="order-list board-payments">
          {money.payments.map((payment) => (
            <Taken key={payment.id} party={party} payment={payment} amount={amount} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Taken({
  party,
  payment,
  amount,
}: {
  party: BoardPartyAnswer
  payment: Payment
  amount: (amount_minor: number) => string
}) {
  const { words, formats } = useBoardWords()
  const { isBusy, run } = useDeed()
  const { id, kind, amount_minor, taken_by, approved_by, note, taken_at, reversed_by } = payment
  const { kinds, line, takenBy, approvedBy, reversed } = words.money
  const sum = amount(amount_minor)
  const reverse = () =>
    run(async () => {
      await act('POST', `/api/staff/bookings/${party.id}/door_payments/${id}/reversal`)
      return words.money.reversing(sum)
    })
  const facts = [
    takenBy(taken_by, formats.time(taken_at)),
    approved_by && approvedBy(approved_by),
    note,
    reversed_by && reversed(reversed_by),
  ]
  return (
    <li className={reversed_by ? 'board-reversed' : ''}>
      <span>
        <strong>{line(kinds[kind], sum)}</strong>
        <small className="dim">{facts.filter(Boolean).join(' · ')}</small>
      </span>
      {!reversed_by && (
        <Confirm
          trigger={
            <button className="button button-small button-quiet" disabled={isBusy}>
              {words.money.reverse}
              <span className="hidden"> {sum}</span>
            </button>
          }
          title={words.money.reverseAsk(sum)}
          yes={words.money.reverse}
          onYes={() => void reverse()}
        >
          <p>{words.money.reverseNote}</p>
        </Confirm>
      )}
    </li>
  )
}
