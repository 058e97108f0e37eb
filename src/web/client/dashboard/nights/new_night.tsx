import { useState } from 'react'
import { useLocation } from 'wouter'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { Line } from './fields.tsx'
import { useEdit } from './use_edit.ts'

const NOTHING = { title: '', doors_at: '', ends_at: '' }

/** Makes a draft: a title and an evening are enough, all else follows on its own page. */
export function NewNight({ onClose }: { onClose: () => void }) {
  const said = useFrame().words.nights
  const [, navigate] = useLocation()
  const [id] = useState(() => newIdHere('ngt'))
  const edit = useEdit(
    NOTHING,
    1,
    (values) => act('POST', '/nights', { id, ...values }),
    () => navigate(`/dashboard/nights/${id}`),
  )
  return (
    <form className="panel edit" noValidate onSubmit={edit.submit} aria-label={said.create}>
      <h2>{said.create}</h2>
      <div className="edit-fields">
        <Line edit={edit} name="title" label={said.title} max={120} isWide isNeeded />
        <Line edit={edit} name="doors_at" label={said.doors} type="datetime-local" isNeeded />
        <Line edit={edit} name="ends_at" label={said.ends} type="datetime-local" isNeeded />
      </div>
      <p className="dim">{said.createNote}</p>
      <div className="actions">
        <button className="button button-small" disabled={!edit.isChanged || edit.isBusy}>
          {said.createYes}
        </button>
        <button
          type="button"
          className="button button-small button-quiet"
          onClick={() => {
            edit.drop()
            onClose()
          }}
        >
          {said.cancel}
        </button>
      </div>
    </form>
  )
}
