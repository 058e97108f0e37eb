import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useFrame } from '../app/frame.tsx'
import { Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { useUnsaved } from '../app/use_unsaved.ts'

/** What stands in the fields of a form, by the names that the server has for them. */
export type Values = Record<string, string>

/** A form over something that others may be editing, too. */
export interface Edit {
  values: Values
  set: (name: string, value: string) => void
  /** What is wrong, by the field. */
  faults: Record<string, string>
  isChanged: boolean
  isBusy: boolean
  submit: (event: FormEvent) => void
  /** Leaves everything as it is stored. */
  drop: () => void
  /** Others have saved meanwhile: what I have changed is put on top of theirs and saved. */
  keepMine: (() => void) | null
}

/**
 * Edits what is `stored` in `version`. What is typed stays until it is saved or dropped, whatever
 * comes from elsewhere meanwhile; of what others have changed, nothing is overwritten unasked.
 */
export function useEdit(
  stored: Values,
  version: number,
  save: (values: Values, version: number) => Promise<unknown>,
  onSaved?: () => void,
): Edit {
  const { words } = useFrame()
  const say = useSay()
  const queries = useQueryClient()
  const [mine, setMine] = useState<{ values: Values; base: Values; version: number } | null>(null)
  const [faults, setFaults] = useState<Record<string, string>>({})
  const [isConflict, setConflict] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const values = mine?.values ?? stored
  const isChanged = mine !== null && Object.keys(stored).some((n) => values[n] !== mine.base[n])
  useUnsaved(isChanged)

  const drop = () => {
    setMine(null)
    setFaults({})
    setConflict(false)
  }
  const send = async (wanted: Values, of: number) => {
    if (isBusy) return
    setBusy(true)
    setFaults({})
    try {
      await save(wanted, of)
      await queries.invalidateQueries()
      drop()
      say.done(words.nights.saved)
      onSaved?.()
    } catch (error) {
      setFaults(faultsOf(error, stored))
      setConflict(error instanceof Refusal && error.code === 'changed_meanwhile')
      if (!(error instanceof Refusal) || !isAtField(error, stored)) say.failed(error)
      await queries.invalidateQueries()
    } finally {
      setBusy(false)
    }
  }
  return {
    values,
    set: (name, value) => {
      const base = mine?.base ?? stored
      setMine({ values: { ...values, [name]: value }, base, version: mine?.version ?? version })
    },
    faults,
    isChanged,
    isBusy,
    submit: (event) => {
      event.preventDefault()
      void send(values, mine?.version ?? version)
    },
    drop,
    keepMine: isConflict && mine ? () => void send(onTop(stored, mine), version) : null,
  }
}

/** What is stored now, with what I have changed of what I had read. */
function onTop(stored: Values, { values, base }: { values: Values; base: Values }): Values {
  const changed = Object.entries(values).filter(([name, value]) => base[name] !== value)
  return { ...stored, ...Object.fromEntries(changed) }
}

const isAtField = ({ errors }: Refusal, stored: Values) =>
  errors.some(({ field }) => (field.split('.')[0] ?? '') in stored)

function faultsOf(error: unknown, stored: Values): Record<string, string> {
  if (!(error instanceof Refusal) || !isAtField(error, stored)) return {}
  return Object.fromEntries(error.errors.map((one) => [one.field.split('.')[0], one.message]))
}
