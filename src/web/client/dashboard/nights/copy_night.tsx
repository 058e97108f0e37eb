import { useState } from 'react'
import { useLocation } from 'wouter'
import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { Line } from './fields.tsx'
import { useEdit } from './use_edit.ts'

/** Copies a night to another evening, a week later unless somebody says otherwise. */
export function CopyNight({
  night,
  onClose,
}: {
  night: NightAnswer['night']
  onClose: () => void
}) {
  const said = useFrame().words.nights
  const [, navigate] = useLocation()
  const [id] = useState(() => newIdHere('ngt'))
  const [proposed] = useState(() => ({ doors_at: aWeekLater(night.doors_at) }))
  const edit = useEdit(
    proposed,
    1,
    (values) => act('POST', `/nights/${night.id}/copy`, { id, ...values }),
    () => navigate(`/dashboard/nights/${id}`),
  )
  return (
    <form className="panel edit" noValidate onSubmit={edit.submit} aria-label={said.copy}>
      <h2>{said.copyHeading}</h2>
      <div className="edit-fields">
        <Line edit={edit} name="doors_at" label={said.copyDoors} type="datetime-local" isNeeded />
      </div>
      <p className="dim">{said.copyNote}</p>
      <div className="actions">
        <button className="button button-small" disabled={edit.isBusy}>
          {said.copyYes}
        </button>
        <button type="button" className="button button-small button-quiet" onClick={onClose}>
          {said.cancel}
        </button>
      </div>
    </form>
  )
}

/** The same time on the same day of the week, as the venue's calendar counts. */
function aWeekLater(local: string): string {
  const later = new Date(`${local}Z`)
  later.setUTCDate(later.getUTCDate() + 7)
  return later.toISOString().slice(0, 16)
}
