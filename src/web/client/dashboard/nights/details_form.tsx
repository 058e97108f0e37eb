import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { typedNumber } from './amounts.ts'
import { EditActions, Line, Lines } from './fields.tsx'
import { PosterChoice } from './poster_choice.tsx'
import { useEdit, type Edit, type Values } from './use_edit.ts'

type Night = NightAnswer['night']

/** All that a night says of itself. */
export function DetailsForm({ night }: { night: Night }) {
  const said = useFrame().words.nights
  const edit = useEdit(storedOf(night), night.version, (values, version) =>
    act('PUT', `/nights/${night.id}`, { ...bodyOf(values), version }),
  )
  return (
    <section className="panel" aria-labelledby="details">
      <h2 id="details">{said.details}</h2>
      <form className="edit" noValidate onSubmit={edit.submit}>
        <div className="edit-fields">
          <Line edit={edit} name="title" label={said.title} max={120} isWide isNeeded />
          <Line edit={edit} name="subtitle" label={said.subtitle} isWide />
          <Evening edit={edit} night={night} />
          <Lines edit={edit} name="description" label={said.description} max={5000} rows={6} />
          <Lines
            edit={edit}
            name="lineup"
            label={said.lineup}
            hint={said.lineupHint}
            max={4000}
            rows={5}
          />
          <Line edit={edit} name="minimum_age" label={said.minimumAge} type="number" max={99} />
          <Line
            edit={edit}
            name="order_tickets_max"
            label={said.orderMax}
            type="number"
            max={100}
            isNeeded
          />
          <Line
            edit={edit}
            name="hard_capacity"
            label={said.hardCapacity}
            hint={said.nightCapacityHint}
            type="number"
            max={1_000_000}
          />
          <Line
            edit={edit}
            name="slug"
            label={said.slug}
            hint={night.state === 'draft' ? said.slugHint : said.slugFixed}
            max={100}
            isFixed={night.state !== 'draft'}
            isNeeded
            isWide
          />
          <PosterChoice edit={edit} slug={edit.values['slug'] ?? night.slug} />
        </div>
        <EditActions edit={edit} />
      </form>
    </section>
  )
}

function Evening({ edit, night }: { edit: Edit; night: Night }) {
  const said = useFrame().words.nights
  const { doors_at = '', ends_at = '' } = edit.values
  const hours = (Date.parse(`${ends_at}Z`) - Date.parse(`${doors_at}Z`)) / 3_600_000
  const isMoved = doors_at !== night.doors_at || ends_at !== night.ends_at
  const isTold = isMoved && night.state === 'published'
  return (
    <>
      <Line
        edit={edit}
        name="doors_at"
        label={said.doors}
        hint={isTold ? said.movedNote : said.clockHint}
        type="datetime-local"
        isNeeded
      />
      <Line
        edit={edit}
        name="ends_at"
        label={said.ends}
        hint={hours > 0 ? said.hours(Math.round(hours * 100) / 100) : undefined}
        type="datetime-local"
        isNeeded
      />
    </>
  )
}

const text = (value: number | null) => (value === null ? '' : String(value))

function storedOf(night: Night): Values {
  const { slug, title, subtitle, description, doors_at, ends_at } = night
  return {
    slug,
    title,
    subtitle,
    description,
    doors_at,
    ends_at,
    lineup: night.lineup.join('\n'),
    minimum_age: text(night.minimum_age),
    order_tickets_max: text(night.order_tickets_max),
    hard_capacity: text(night.hard_capacity),
    poster: text(night.poster),
  }
}

function bodyOf(values: Values): object {
  const names = (values['lineup'] ?? '').split('\n').map((name) => name.trim())
  return {
    ...values,
    lineup: names.filter(Boolean),
    minimum_age: typedNumber(values['minimum_age']),
    order_tickets_max: typedNumber(values['order_tickets_max']),
    hard_capacity: typedNumber(values['hard_capacity']),
    poster: typedNumber(values['poster']),
  }
}
