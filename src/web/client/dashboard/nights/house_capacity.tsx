import type { HouseAnswer } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { typedNumber } from './amounts.ts'
import { EditActions, Line } from './fields.tsx'
import { useEdit } from './use_edit.ts'

/** How many people fit into the house, whatever is sold. */
export function HouseCapacity() {
  const query = useAnswer<HouseAnswer>('/house-capacity', [])
  const said = useFrame().words.nights
  return (
    <section className="panel" aria-labelledby="house-capacity">
      <h2 id="house-capacity">{said.house}</h2>
      <Answered query={query}>{(answer) => <Form answer={answer} />}</Answered>
    </section>
  )
}

function Form({ answer: { hard_capacity } }: { answer: HouseAnswer }) {
  const said = useFrame().words.nights
  const stored = { hard_capacity: hard_capacity === null ? '' : String(hard_capacity) }
  const edit = useEdit(stored, hard_capacity ?? 0, (values, was) =>
    act('PUT', '/house-capacity', {
      hard_capacity: typedNumber(values['hard_capacity']),
      was: was || null,
    }),
  )
  return (
    <form className="edit" noValidate onSubmit={edit.submit}>
      <div className="edit-fields">
        <Line
          edit={edit}
          name="hard_capacity"
          label={said.hardCapacity}
          hint={said.houseHint}
          type="number"
          max={1_000_000}
        />
      </div>
      <EditActions edit={edit} />
    </form>
  )
}
