import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { NightAnswer } from '../../../dashboard/api/nights_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

const isList = (path: unknown) => String(path).startsWith('/nights?')

/** Deletes a draft, and leads back to the nights that are left. */
export function DeleteDraft({ night: { id, title } }: { night: NightAnswer['night'] }) {
  const said = useFrame().words.nights
  const say = useSay()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await act('DELETE', `/nights/${id}`)
      say.done(said.deleted)
      navigate('/dashboard/nights', { replace: true })
      // The lists alone: the night itself would be asked for in vain.
      await queries.invalidateQueries({ predicate: ({ queryKey }) => isList(queryKey[0]) })
    } catch (error) {
      setBusy(false)
      say.failed(error)
    }
  }
  return (
    <section className="panel" aria-labelledby="delete-draft">
      <h2 id="delete-draft">{said.deleteHeading}</h2>
      <p className="dim">{said.deleteLead}</p>
      <div>
        <Confirm
          trigger={
            <button className="button button-small button-danger" disabled={isBusy}>
              {said.deleteYes}
            </button>
          }
          title={said.deleteAsk(title)}
          yes={said.deleteYes}
          isGrave
          onYes={() => void remove()}
        >
          <p>{said.deleteNote}</p>
        </Confirm>
      </div>
    </section>
  )
}
