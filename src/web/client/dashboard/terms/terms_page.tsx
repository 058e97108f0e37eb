import { Link } from 'wouter'
import type { TermsAnswer } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { StateTag } from '../nights/night_line.tsx'
import { VipForm } from '../nights/vip_form.tsx'
import { Begin } from './begin.tsx'
import { CopyTerms } from './copy_terms.tsx'
import { Packages } from './packages.tsx'
import { PlanChoice } from './plan_choice.tsx'
import { TablesEditor } from './tables_editor.tsx'

/** What the tables of one night are sold for. */
export default function TermsPage({ params }: { params: { id: string } }) {
  const { words } = useFrame()
  const query = useAnswer<TermsAnswer>(`/nights/${params.id}/tables`, ['orders', 'guests'])
  // While another night is on its way, this one's forms must not stand under its address.
  const data = query.data?.night.id === params.id ? query.data : undefined
  return (
    <Page
      heading={data ? words.terms.heading(data.night.title) : words.terms.title}
      aside={<Link href={`/dashboard/nights/${params.id}`}>{words.terms.back}</Link>}
    >
      <Answered query={{ ...query, data }}>
        {(answer) => <Terms key={params.id} answer={answer} />}
      </Answered>
    </Page>
  )
}

function Terms({ answer }: { answer: TermsAnswer }) {
  const { night, vip, plan } = answer
  const isFixed = night.state === 'cancelled'
  return (
    <div className="terms">
      <Head answer={answer} />
      {/* What was called off stays as it is. */}
      <fieldset className="night-parts" disabled={isFixed}>
        {vip && plan ? (
          <>
            <TablesEditor answer={answer} plan={plan} />
            <CopyTerms answer={answer} />
            <Packages answer={answer} />
            <VipForm nightId={night.id} vip={vip} />
            <PlanChoice answer={answer} plan={plan} />
          </>
        ) : (
          <Begin answer={answer} />
        )}
      </fieldset>
    </div>
  )
}

/** When it is, how it stands, and what holds for all that stands below. */
function Head({ answer: { night, vip, preview_path } }: { answer: TermsAnswer }) {
  const { words, formats } = useFrame()
  const said = words.terms
  return (
    <>
      <div className="night-head">
        <p className="night-facts">
          <StateTag night={night} />
          <span>{formats.moment(night.starts_at)}</span>
        </p>
        {vip && (
          <div className="actions">
            <a
              className="button button-small button-quiet"
              href={`${preview_path}/tables`}
              target="_blank"
            >
              {said.preview}
            </a>
          </div>
        )}
      </div>
      {night.state === 'cancelled' && <p className="notice notice-problem">{said.isCancelled}</p>}
      {night.vip_paused_at && night.state === 'published' && (
        <p className="notice terms-paused">
          <span>{said.paused}</span>{' '}
          <Link href={`/dashboard/nights/${night.id}`}>{said.toSales}</Link>
        </p>
      )}
      {vip && <p className="dim">{said.nowOn}</p>}
    </>
  )
}
