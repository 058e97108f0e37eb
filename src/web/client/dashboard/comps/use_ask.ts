import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CompAnswer } from '../../../dashboard/api/comps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { newIdHere } from '../desk/new_id.ts'

/** What is wrong with what was asked for, told at its field. */
export interface Fault {
  field: string
  message: string
}

/** What the server may name, and stands on the form. */
const FIELDS = new Set(
  'night kind ticket_type_id table quantity guest_name guest_email locale reason'.split(' '),
)

/**
 * Asks for a comp, once at a time. What is asked for keeps its id until it is done, so that a
 * second press asks for the same; anything else is another one.
 */
export function useAsk(onDone: () => void) {
  const { comps: said } = useFrame().words
  const [fault, setFault] = useState<Fault | null>(null)
  const [isBusy, setBusy] = useState(false)
  const say = useSay()
  const queries = useQueryClient()
  const ids = useRef(new Map<string, string>())
  const send = async (body: object, approves: boolean) => {
    const asked = JSON.stringify(body)
    const comp_id = ids.current.get(asked) ?? newIdHere('cmp')
    ids.current.set(asked, comp_id)
    setBusy(true)
    try {
      const wanted = { ...body, comp_id, approves }
      const { outcome } = await act<CompAnswer>('POST', '/comps', wanted)
      say.done(said.outcomes[outcome])
      onDone()
    } catch (error) {
      if (error instanceof Refusal && FIELDS.has(error.field ?? ''))
        setFault({ field: error.field ?? '', message: error.message })
      else say.failed(error)
    } finally {
      setBusy(false)
      void queries.invalidateQueries()
    }
  }
  return { send, fault, forget: () => setFault(null), isBusy }
}
