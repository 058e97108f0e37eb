import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { AlertAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** What was tried, what is to be done, what else is known, and where to look. */
export function AlertFacts({ alert }: { alert: AlertAnswer }) {
  const { words, formats } = useFrame()
  const { labels, kinds, triedIssuing } = words.alerts
  const { tried, todo } = kinds[alert.kind]
  const { issuing, order, by_hand } = alert
  return (
    <>
      <dl className="alert-facts">
        {alert.state === 'open' && <Fact name={labels.todo}>{todo}</Fact>}
        <Fact name={labels.tried}>
          {issuing?.since ? triedIssuing(issuing.times, formats.moment(issuing.since)) : tried}
        </Fact>
        {!order && <Fact name={labels.about}>{alert.about}</Fact>}
        <Details alert={alert} />
        <Fact name={labels.opened}>{formats.moment(alert.opened_at)}</Fact>
        {by_hand && <Fact name={words.alerts.resolvedBy(by_hand.by)}>{by_hand.reason}</Fact>}
      </dl>
      {(order || alert.stripe_url) && (
        <p className="actions">
          {order && (
            <Link
              className="button button-quiet button-small"
              href={`/dashboard/orders/${order.id}`}
            >
              {words.alerts.order}
            </Link>
          )}
          {alert.stripe_url && (
            <a
              className="button button-quiet button-small"
              href={alert.stripe_url}
              target="_blank"
              rel="noreferrer"
            >
              {words.alerts.stripe}
            </a>
          )}
        </p>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What the alert itself knows, as far as there are words for it. */
function Details({ alert }: { alert: AlertAnswer }) {
  const { words, formats } = useFrame()
  const labels: Record<string, string> = words.alerts.details
  const written = (name: string, value: string | number) => {
    if (name.endsWith('_minor')) return formats.money(Number(value), alert.order?.currency)
    return /^\d{4}-\d\d-\d\dT/.test(String(value)) ? formats.moment(String(value)) : value
  }
  return Object.entries(alert.details).map(([name, value]) => {
    const label = labels[name]
    return label === undefined ? null : (
      <Fact key={name} name={label}>
        {written(name, value)}
      </Fact>
    )
  })
}
