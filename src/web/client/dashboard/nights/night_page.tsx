import { useState } from 'react'
import { Link } from 'wouter'
import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { CallOffPanel } from '../calloff/calloff_panel.tsx'
import { useDeed } from '../desk/use_deed.ts'
import { CopyNight } from './copy_night.tsx'
import { DeleteDraft } from './delete_draft.tsx'
import { DetailsForm } from './details_form.tsx'
import { Fill, StateTag } from './night_line.tsx'
import { SalesControls } from './sales_controls.tsx'
import { TicketTypes } from './ticket_types.tsx'
import { VipForm } from './vip_form.tsx'

/** One night: what is sold of it, and all that it says of itself. */
export default function NightPage({ params }: { params: { id: string } }) {
  const { words } = useFrame()
  const query = useAnswer<NightAnswer>(`/nights/${params.id}`, ['orders', 'guests'])
  // While another night is on its way, this one's forms must not stand under its address.
  const data = query.data?.night.id === params.id ? query.data : undefined
  return (
    <Page
      heading={data?.night.title ?? words.nights.night}
      aside={<Link href="/dashboard/nights">{words.nights.back}</Link>}
    >
      <Answered query={{ ...query, data }}>
        {(answer) => <Night key={params.id} answer={answer} />}
      </Answered>
    </Page>
  )
}

function Night({ answer }: { answer: NightAnswer }) {
  const { night, vip } = answer
  const isFixed = night.state === 'cancelled'
  return (
    <>
      <Head answer={answer} />
      {night.state === 'published' && !night.is_over && <SalesControls answer={answer} />}
      {/* What was called off stays as it is. */}
      <fieldset className="night-parts" disabled={isFixed}>
        <TicketTypes answer={answer} />
        <TablesLink answer={answer} />
        {vip && <VipForm nightId={night.id} vip={vip} />}
        <DetailsForm night={night} />
      </fieldset>
      {night.state === 'draft' ? (
        <DeleteDraft night={night} />
      ) : (
        <CallOffPanel nightId={night.id} />
      )}
    </>
  )
}

/** The way to what its tables are sold for. */
function TablesLink({ answer: { night } }: { answer: NightAnswer }) {
  const { words } = useFrame()
  return (
    <section className="panel" aria-labelledby="tables">
      <div className="panel-head">
        <h2 id="tables">{words.nights.tables}</h2>
        <Link
          className="button button-small button-quiet"
          href={`/dashboard/nights/${night.id}/tables`}
        >
          {words.terms.open}
        </Link>
      </div>
      <p className="dim">{words.terms.openNote}</p>
    </section>
  )
}

/** When it is, how it stands, how full it is, and what is done with it as a whole. */
function Head({ answer: { night, types, vip, page_path } }: { answer: NightAnswer }) {
  const { words, formats } = useFrame()
  const said = words.nights
  const [isCopied, setCopied] = useState(false)
  const total = (of: 'taken' | 'capacity') => types.reduce((sum, one) => sum + one[of], 0)
  const most = Math.min(night.house_capacity ?? Infinity, night.hard_capacity ?? Infinity)
  return (
    <>
      <div className="night-head">
        <p className="night-facts">
          <StateTag night={night} />
          <span>{formats.moment(night.starts_at)}</span>
          <span className="dim">{said.until(formats.time(night.over_at))}</span>
        </p>
        <div className="actions">
          {night.state === 'draft' && <Publish night={night} hasTickets={types.length > 0} />}
          <a className="button button-small button-quiet" href={page_path} target="_blank">
            {night.state === 'draft' ? said.preview : said.open}
          </a>
          <button
            className="button button-small button-quiet"
            aria-expanded={isCopied}
            onClick={() => setCopied(!isCopied)}
          >
            {said.copy}
          </button>
        </div>
      </div>
      {night.state === 'cancelled' && <p className="notice notice-problem">{said.isCancelled}</p>}
      {isCopied && <CopyNight night={night} onClose={() => setCopied(false)} />}
      <div className="panel night-fills">
        <Fill label={said.tickets} taken={total('taken')} all={total('capacity')} />
        {vip && <Fill label={said.tables} taken={vip.tables_taken} all={vip.tables} />}
        {Number.isFinite(most) && <Fill label={said.placesOf} taken={night.places} all={most} />}
      </div>
    </>
  )
}

function Publish({ night, hasTickets }: { night: NightAnswer['night']; hasTickets: boolean }) {
  const { words, formats } = useFrame()
  const said = words.nights
  const { isBusy, run } = useDeed()
  const publish = () =>
    run(async () => {
      await act('POST', `/nights/${night.id}/publish`)
      return said.published
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small" disabled={isBusy}>
          {said.publish}
        </button>
      }
      title={said.publishAsk(night.title, formats.day(night.starts_at))}
      yes={said.publish}
      onYes={() => void publish()}
    >
      <p>{hasTickets ? said.publishNote : said.publishEmpty}</p>
    </Confirm>
  )
}
