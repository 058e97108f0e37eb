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

interface Options {
  /** Of what is known, where others may be saving it, too. */
  version?: number
  knownAt?: string
  /** The same in an answer that has just come. */
  versionIn?: (answer: unknown) => number | undefined
  onSaved?: () => void
}

interface Draft<Values> {
  values: Partial<Values>
  /** What its editor has read: nothing that others have saved since is overwritten unasked. */
  version: number | undefined
}

/**
 * Starts from what is known, and saves all of it by PUT to `path`; the answer is known as that of
 * `knownAt` then, which is `path` where nothing else is said.
 * Where that has a `version` it goes with what was read; whoever is told that others have saved
 * meanwhile sees theirs, with their own changes on top, and may save that.
 */
export function useForm<Values extends object>(
  path: string,
  known: Values,
  saved: string,
  { version, knownAt = path, versionIn, onSaved }: Options = {},
): Form<Values> {
  const [draft, setDraft] = useState<Draft<Values>>({ values: {}, version: undefined })
  const say = useSay()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (values: Values) => {
      const read = draft.version ?? version
      return act('PUT', path, read === undefined ? values : { ...values, version: read })
    },
    onSuccess: (answer) => {
      queries.setQueryData([knownAt], answer)
      setDraft({ values: {}, version: undefined })
      say.done(saved)
      onSaved?.()
    },
    onError: async (error) => {
      const isOlder = error instanceof Refusal && error.code === 'changed_meanwhile'
      if (isOlder) {
        await queries.invalidateQueries({ queryKey: [knownAt] })
        const now = queries.getQueryData([knownAt])
        setDraft(({ values: mine }) => ({ values: mine, version: versionIn?.(now) }))
      }
      // What is said at its field is not said a second time.
      if (!(error instanceof Refusal && Object.hasOwn(known, error.field ?? ''))) say.failed(error)
    },
  })
  const values = { ...known, ...draft.values }
  const isChanged = (Object.keys(known) as (keyof Values)[]).some(
    (name) => values[name] !== known[name],
  )
  const faults = save.error instanceof Refusal ? save.error.errors : []
  return {
    values,
    set: (changed) => {
      save.reset()
      setDraft((before) => ({
        values: { ...before.values, ...changed },
        version: before.version ?? version,
      }))
    },
    faultOf: (field) => faults.find((one) => one.field === field)?.message ?? '',
    submit: (event) => {
      event.preventDefault()
      if (!save.isPending) save.mutate(values)
    },
    isChanged,
    isUnderWay: save.isPending,
  }
}
