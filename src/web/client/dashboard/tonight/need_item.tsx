import { useState } from 'react'
import { Link } from 'wouter'
import type { NeedLine } from '../../../dashboard/api/tonight_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'
import { OrderActions } from '../desk/order_actions.tsx'
import { RetryLine } from '../app/retry_line.tsx'

/**
 * One thing that needs somebody: who, how much, what was tried, what happens next, what to do. On a
 * phone what was tried, and all but the first of what to do, is unfolded by a press.
 */
export function NeedItem({ line }: { line: NeedLine }) {
  const { words, formats } = useFrame()
  const { needs } = words.tonight
  const { guest_name, amount_minor, currency, night, order, evidence_due_at } = line
  const { what, tried, next } = useSentences(line)
  const [isOpen, setIsOpen] = useState(false)
  const name = guest_name ?? needs.someGuest
  return (
    <li className={isOpen ? 'need' : 'need need-folded'}>
      <div className="need-head">
        {(order || guest_name) && (
          <p className="need-who">
            <strong>{name}</strong>
            {amount_minor !== null && currency && (
              <span className="need-amount">{formats.money(amount_minor, currency)}</span>
            )}
          </p>
        )}
        <p className="dim need-when">
          {night && <>{night} · </>}
          <Ago at={line.since} />
        </p>
      </div>
      <p>{what}</p>
      {line.kind === 'issuing' && (
        <p className="need-retries">
          <RetryLine {...line} made={line.retries} of={line.retries_max} />
        </p>
      )}
      {evidence_due_at && <p>{needs.evidence(formats.moment(evidence_due_at))}</p>}
      <dl className="need-facts">
        <div className={line.kind === 'comp' ? undefined : 'need-more'}>
          <dt>{line.kind === 'comp' ? words.comps.why : needs.tried}</dt>
          <dd>{tried}</dd>
        </div>
        <div>
          <dt>{needs.next}</dt>
          <dd>{next}</dd>
        </div>
      </dl>
      <div className="need-actions">
        <Does line={line} />
        {line.kind !== 'comp' && (
          <button
            className="button button-small button-quiet need-fold"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? needs.less : needs.moreOf}
            <span className="hidden"> {name}</span>
          </button>
        )}
      </div>
    </li>
  )
}

/** What can be done about it, the first thing first. */
function Does({ line }: { line: NeedLine }) {
  const { needs } = useFrame().words.tonight
  const { kind, order, guest_name } = line
  if (kind === 'unseated')
    return <Link href={`/dashboard/board?night=${line.detail['night']}`}>{needs.toBoard}</Link>
  if (kind === 'comp') return <Decide line={line} href="/dashboard/comps?state=waiting" />
  if (!order) return null
  return (
    <>
      {kind === 'authorisation_expired' && <Decide line={line} href="/dashboard/alerts" />}
      <OrderActions order={order} />
      <Link className="need-more" href={`/dashboard/orders/${order.order_id}`}>
        {needs.order}
        <span className="hidden">: {guest_name ?? needs.someGuest}</span>
      </Link>
    </>
  )
}

/** Where it is decided what becomes of it. */
function Decide({ line, href }: { line: NeedLine; href: string }) {
  const { needs } = useFrame().words.tonight
  return (
    <Link className="button button-small" href={href}>
      {needs.toDecide}
      <span className="hidden">: {line.guest_name ?? needs.someGuest}</span>
    </Link>
  )
}

function useSentences(line: NeedLine): { what: string; tried: string; next: string } {
  const { words, formats } = useFrame()
  const { needs } = words.tonight
  const { kind, tries, tried_at } = line
  const issuing = tried_at ? needs.triedTimes(tries, formats.time(tried_at)) : null
  if (kind === 'issuing')
    return { what: needs.issuing, tried: issuing ?? '–', next: needs.issuingNext }
  if (kind === 'unseated') {
    const heads = Number(line.detail['heads'])
    return { what: needs.unseated(heads), tried: needs.unseatedTried, next: needs.unseatedNext }
  }
  if (kind === 'comp') {
    const { what, name, quantity, reason, asked_by } = line.detail
    const { tickets, table } = words.comps
    const wanted =
      what === 'ga' ? tickets(Number(quantity), `${name}`) : table(`${name}`, Number(quantity))
    const asked = needs.comp(`${asked_by}`, wanted)
    return { what: asked, tried: `${reason}`, next: needs.compNext }
  }
  const { what, tried, todo } = words.alerts.kinds[kind]
  const isIssuing = kind === 'fulfilment_stuck' && issuing !== null
  return { what, tried: isIssuing ? issuing : tried, next: todo }
}
