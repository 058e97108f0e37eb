import type { CallOffAnswer } from '../../../dashboard/api/calloff_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { CallOffButton } from './calloff_button.tsx'
import { Progress } from './progress.tsx'
import { useCallOff } from './use_call_off.ts'

/** A night's end before its time: the way to it, or how far it has come, live. */
export function CallOffPanel({ nightId }: { nightId: string }) {
  const query = useCallOff(nightId)
  // While another night is on its way, this one's must not stand under its name.
  const { id, slug } = query.data?.night ?? {}
  const data = nightId === id || nightId === slug ? query.data : undefined
  return <Answered query={{ ...query, data }}>{(answer) => <Panel answer={answer} />}</Answered>
}

function Panel({ answer }: { answer: CallOffAnswer }) {
  const { words } = useFrame()
  const { cancellation, worth, can_call_off } = answer
  return (
    <section className="panel calloff" aria-labelledby="calloff-heading">
      <h2 id="calloff-heading">
        {cancellation ? words.calloff.headingDone : words.calloff.heading}
      </h2>
      {cancellation && <Progress one={cancellation} currency={answer.currency} />}
      {!cancellation && worth && can_call_off && (
        <>
          <p className="dim">{words.calloff.lead}</p>
          <CallOffButton answer={answer} worth={worth} />
        </>
      )}
      {!cancellation && !can_call_off && <p className="dim">{whyNot(answer, words.calloff)}</p>}
    </section>
  )
}

type Words = ReturnType<typeof useFrame>['words']['calloff']

function whyNot({ night }: CallOffAnswer, { notPossible }: Words): string {
  if (night.state === 'draft') return notPossible.draft
  if (night.state === 'cancelled') return notPossible.elsewhere
  return night.is_over ? notPossible.over : notPossible.role
}
