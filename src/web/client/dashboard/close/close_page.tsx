import { useSearchParams } from 'wouter'
import type { CloseAnswer, CloseReport } from '../../../dashboard/api/close_answers.ts'
import { closeSections } from '../../../dashboard/close/sections.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { Charts } from './charts.tsx'
import { CloseFigures } from './figures.tsx'
import { Files, NightChoice } from './night_choice.tsx'
import { SectionPanel } from './section_panel.tsx'
import { MailSettings } from './settings.tsx'
import { Verdict } from './verdict.tsx'

/** Night close: Stripe against tickets to the cent, who came, and what was taken at the door. */
export default function ClosePage() {
  const { words } = useFrame()
  const [params, setParams] = useSearchParams()
  const night = params.get('night') ?? ''
  const search = night && `?night=${encodeURIComponent(night)}`
  const query = useAnswer<CloseAnswer>(`/close${search}`, ['orders', 'guests', 'stripe'])
  const choose = (id: string) => setParams({ night: id }, { replace: true })
  return (
    <Page heading={words.close.heading}>
      <p className="dim close-lead">{words.close.lead}</p>
      <div className="close" aria-busy={query.isPlaceholderData}>
        <Answered query={query}>
          {(answer) =>
            answer.close ? (
              <Report answer={answer} report={answer.close} choose={choose} />
            ) : (
              <Empty title={words.close.none}>{words.close.noneWhy}</Empty>
            )
          }
        </Answered>
      </div>
    </Page>
  )
}

function Report({
  answer,
  report,
  choose,
}: {
  answer: CloseAnswer
  report: CloseReport
  choose: (id: string) => void
}) {
  const { words } = useFrame()
  const sections = closeSections(report, words.close)
  const [differences, ...others] = sections
  return (
    <>
      <div className="toolbar close-toolbar">
        <NightChoice nights={answer.nights} chosen={report.night} onChoose={choose} />
        <Files night={report.night} />
      </div>
      <Verdict report={report} />
      {differences && report.differences.length > 0 && (
        <SectionPanel section={differences} report={report} />
      )}
      <CloseFigures report={report} />
      <Charts report={report} />
      <div className="close-sections">
        {others.map((section) => (
          <SectionPanel key={section.id} section={section} report={report} />
        ))}
      </div>
      <MailSettings dueAt={answer.mail_due_at} />
    </>
  )
}
