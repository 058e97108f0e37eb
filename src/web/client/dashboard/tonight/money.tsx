import type { TonightMoney } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** What the night has brought, and what of it has gone back. */
export function Money({ money }: { money: TonightMoney }) {
  const { words, formats } = useFrame()
  const { title, gross, refunded, kept, underWay, promised, promisedWhy } = words.tonight.money
  const { gross_minor, refunded_minor, refunds_requested_minor, promised_minor } = money
  const write = (amount_minor: number) => formats.money(amount_minor, money.currency)
  return (
    <section className="panel" aria-labelledby="money-title">
      <h2 id="money-title">{title}</h2>
      <dl className="figures">
        <div>
          <dt>{gross}</dt>
          <dd data-figure="gross">{write(gross_minor)}</dd>
        </div>
        <div>
          <dt>{refunded}</dt>
          <dd data-figure="refunded">
            {write(refunded_minor)}
            {refunds_requested_minor > 0 && (
              <small>{underWay(write(refunds_requested_minor))}</small>
            )}
          </dd>
        </div>
        <div>
          <dt>{kept}</dt>
          <dd>{write(gross_minor - refunded_minor)}</dd>
        </div>
        {promised_minor > 0 && (
          <div>
            <dt>{promised}</dt>
            <dd>
              {write(promised_minor)}
              <small>{promisedWhy}</small>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
