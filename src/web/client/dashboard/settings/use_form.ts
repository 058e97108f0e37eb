import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { act, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

/** A form of the settings: what is typed stays until it is saved, whatever comes meanwhile. */
export interface Form<Values extends object> {
  values: Values
  set: (changed: Partial<Values>) => void
  /** Why the field was refused; empty where it was not. */
  faultOf: (field: keyof Values & string) => string
  submit: (event: FormEvent) => void
  isChanged: boolean
  isUnderWay: boolean
}

/** Starts from what is known, and saves all of it by PUT to `path`, whose answer is known then. */
export function useForm<Values extends object>(
  path: string,
  known: Values,
  saved: string,
): Form<Values> {
  const [draft, setDraft] = useState<Partial<Values>>({})
  const say = useSay()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Values) => act('PUT', path, values),
    onSuccess: (answer) => {
      queries.setQueryData([path], answer)
      setDraft({})
      say.done(saved)
    },
    // What is said at its field is not said a second time.
    onError: (error) => {
      if (!(error instanceof Refusal && Object.hasOwn(known, error.field ?? ''))) say.failed(error)
    },
  })
  const values = { ...known, ...draft }
  const isChanged = (Object.keys(known) as (keyof Values)[]).some(
    (name) => values[name] !== known[name],
  )
  const fault = save.error instanceof Refusal ? save.error : undefined
  return {
    values,
    set: (changed) => {
      save.reset()
      setDraft((before) => ({ ...before, ...changed }))
    },
    faultOf: (field) => (fault?.field === field ? fault.message : ''),
    submit: (event) => {
      event.preventDefault()
      if (!save.isPending) save.mutate(values)
    },
    isChanged,
    isUnderWay: save.isPending,
  }
}
