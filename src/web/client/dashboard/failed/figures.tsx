import type { FailedFigures } from '../../../dashboard/api/failed_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { waitInWords } from './wait.ts'

const UNKNOWN = '–'

/** What matters most, to be read from afar. */
export function Figures({
  totals,
  currency,
}: {
  totals: FailedFigures['totals']
  currency: string
}) {
  const { words, formats } = useFrame()
  const { figures } = words.failed
  const { count, money, share } = formats
  const orders = (many: number) => figures.orders(many, count(many))
  const wait = (ms: number | null) => (ms === null ? UNKNOWN : waitInWords(words.failed, count, ms))
  const told: [name: string, value: string, more: string][] = [
    [
      figures.unique,
      count(totals.unique_declines),
      figures.retries(totals.retries, count(totals.retries)),
    ],
    [
      figures.recovery,
      totals.recovery_rate === null ? UNKNOWN : share(totals.recovery_rate),
      figures.ofFailed(count(totals.recovered_orders), count(totals.failed_orders)),
    ],
    [figures.held, money(totals.held_minor, currency), orders(totals.held_orders)],
    [figures.lost, money(totals.lost_minor, currency), orders(totals.lost_orders)],
    [
      figures.success,
      totals.attempts === 0 ? UNKNOWN : share(totals.successes / totals.attempts),
      figures.ofAttempts(count(totals.successes), count(totals.attempts)),
    ],
    [figures.wait, wait(totals.p50_ms), figures.slowest(wait(totals.p95_ms))],
  ]
  return (
    <dl className="figures panel failed-figures">
      {told.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
