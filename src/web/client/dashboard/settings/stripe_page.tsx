import type { StripeStatusAnswer } from '../../../dashboard/api/stripe_status_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { SettingsPage } from './settings_page.tsx'
import { StripeChecks } from './stripe_checks.tsx'

/** How the house stands with Stripe: what must be right, and what to do where it is not. */
export default function StripePage() {
  const query = useAnswer<StripeStatusAnswer>('/settings/stripe', ['stripe'])
  return (
    <SettingsPage>
      <Answered query={query}>
        {(status) => <Status status={status} onAgain={() => void query.refetch()} />}
      </Answered>
    </SettingsPage>
  )
}

function Status({ status, onAgain }: { status: StripeStatusAnswer; onAgain: () => void }) {
  const { words } = useFrame()
  const said = words.stripe
  const isAway = status.secret_key.says === null
  return (
    <section className="panel" aria-labelledby="stripe-title">
      <div className="panel-head">
        <h2 id="stripe-title">{said.heading}</h2>
        <span className="dim">
          {said.lookedAt} <Ago at={status.looked_at} />
        </span>
      </div>
      {isAway && <output className="notice notice-problem">{said.away}</output>}
      <StripeChecks status={status} />
      <div>
        <button className="button button-small button-quiet" onClick={onAgain}>
          {said.again}
        </button>
      </div>
    </section>
  )
}
