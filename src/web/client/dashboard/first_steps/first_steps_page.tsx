import type { FirstStepsAnswer } from '../../../dashboard/api/first_steps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { StepList } from './step_list.tsx'
import { VenueForm } from './venue_form.tsx'

/** Where a new house begins: with what has to be known of it, and then with what comes next. */
export default function FirstStepsPage() {
  const said = useFrame().words.firstSteps
  const query = useAnswer<FirstStepsAnswer>('/first-steps', ['stripe'])
  return (
    <Page heading={said.heading}>
      <Answered query={query}>
        {({ choices, steps }) =>
          choices ? <VenueForm choices={choices} /> : <StepList steps={steps} />
        }
      </Answered>
    </Page>
  )
}
