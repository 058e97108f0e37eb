import { Link } from 'wouter'
import type { CancellationAnswer } from '../../../dashboard/api/calloff_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { ordersOf } from './use_call_off.ts'

/** How far a night's end has come: orders, money, and whoever has not got it. */
export function Progress({ one, currency }: { one: CancellationAnswer; currency: string }) {
  const { words, formats } = useFrame()
  const { progress, finished_at } = one
  const { done } = progress
  const all = ordersOf(one)
  const tone = finished_at ? 'good' : progress.failed > 0 ? 'bad' : 'wait'
  return (
    <div className="calloff-progress">
      <p className="order-state">
        <span className={`tag tag-${tone}`}>
          {finished_at
            ? words.calloff.state.finished(formats.moment(finished_at))
            : words.calloff.state[stateOf(one)]}
        </span>
        <span className="dim">{words.calloff.by(one.by, formats.moment(one.at))}</span>
      </p>
      {all === 0 ? (
        <p className="dim">{words.calloff.none}</p>
      ) : (
        <>
          <progress className={`calloff-bar calloff-${tone}`} max={all} value={done} aria-hidden />
          <output className="calloff-count">{words.calloff.bar(done, all)}</output>
          <Figures one={one} currency={currency} />
        </>
      )}
      <Failures one={one} currency={currency} />
      <p>
        <span className="dim">{words.calloff.because}:</span> {one.reason}
      </p>
    </div>
  )
}

function stateOf({ progress }: CancellationAnswer): 'busy' | 'bank' | 'failed' {
  if (progress.failed > 0) return 'failed'
  return progress.to_go + progress.waiting > 0 ? 'busy' : 'bank'
}

function Figures({ one: { progress }, currency }: { one: CancellationAnswer; currency: string }) {
  const { words, formats } = useFrame()
  const { figures, money } = words.calloff
  const counts = (['done', 'to_go', 'waiting', 'disputed', 'failed'] as const).map(
    (name) => [figures[name], progress[name]] as const,
  )
  const sums = [
    [money.back, progress.back_minor],
    [money.under_way, progress.under_way_minor],
    [money.released, progress.released_minor],
    [money.failed, progress.failed_minor],
  ] as const
  return (
    <dl className="figures">
      {sums
        .filter(([, minor], n) => n === 0 || minor > 0)
        .map(([name, minor]) => (
          <Figure key={name} name={name} value={formats.money(minor, currency)} />
        ))}
      {counts
        .filter(([, count], n) => n < 2 || count > 0)
        .map(([name, count]) => (
          <Figure key={name} name={name} value={String(count)} />
        ))}
    </dl>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Failures({ one: { failures }, currency }: { one: CancellationAnswer; currency: string }) {
  const { words, formats } = useFrame()
  if (failures.length === 0) return null
  return (
    <section className="notice notice-problem" aria-label={words.calloff.failures}>
      <h3>{words.calloff.failures}</h3>
      <ul className="plain calloff-failures">
        {failures.map(({ order_id, guest_name, amount_minor, reason }) => (
          <li key={order_id}>
            <Link href={`/dashboard/orders/${order_id}`}>
              {guest_name ?? words.calloff.someGuest}, {formats.money(amount_minor, currency)}
            </Link>
            {reason && (
              <span className="dim"> {words.calloff.failureWhy(reason.replaceAll('_', ' '))}</span>
            )}
          </li>
        ))}
      </ul>
      <p>{words.calloff.failureNext}</p>
    </section>
  )
}
