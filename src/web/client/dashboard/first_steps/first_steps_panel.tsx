import { useState } from 'react'
import type { FirstStepsAnswer } from '../../../dashboard/api/first_steps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { StepList } from './step_list.tsx'

/** The first steps on the first screen, until the owner puts them away. */
export default function FirstStepsPanel() {
  const said = useFrame().words.firstSteps
  const { data } = useAnswer<FirstStepsAnswer>('/first-steps', ['stripe'])
  const [isAway, setAway] = useState(false)
  const { isBusy, run } = useDeed()
  if (isAway || !data || data.steps.length === 0) return null
  const putAway = async () => {
    const isDone = await run(async () => {
      await act('DELETE', '/first-steps')
      return said.putAwayDone
    })
    if (isDone) setAway(true)
  }
  return (
    <div className="first-steps">
      <StepList steps={data.steps} />
      <button className="link" disabled={isBusy} onClick={() => void putAway()}>
        {said.putAway}
      </button>
    </div>
  )
}
