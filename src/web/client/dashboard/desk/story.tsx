import { useState } from 'react'
import type { StoryStep } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** All that happened to an order, the newest first; the steps in between when asked for. */
export function Story({ steps }: { steps: StoryStep[] }) {
  const { words, formats } = useFrame()
  const [isWhole, setWhole] = useState(false)
  const shown = steps.filter(({ is_detail }) => isWhole || !is_detail).toReversed()
  return (
    <section className="panel" aria-labelledby="order-story">
      <div className="panel-head">
        <h2 id="order-story">{words.desk.story}</h2>
        <label className="order-choice">
          <input
            type="checkbox"
            checked={isWhole}
            onChange={(event) => setWhole(event.target.checked)}
          />
          <span>{words.desk.allSteps}</span>
        </label>
      </div>
      <ol className="story" reversed>
        {shown.map((step) => (
          <li key={`${step.what} ${step.subject} ${step.at}`} className={`story-${step.tone}`}>
            <time dateTime={step.at}>{formats.moment(step.at)}</time>
            <span>{step.sentence}</span>
            {step.words && <blockquote>{step.words}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  )
}
