import { useState } from 'react'
import { useSearchParams } from 'wouter'

/** What a list is narrowed to; it stands in the address, so that it can be gone back to. */
export interface Filter<Name extends string> {
  value: (name: Name) => string
  /** An empty text narrows nothing; `instead` is given up for a new one. */
  set: (name: Name, text: string, instead?: Name) => void
  isNarrowed: boolean
  /** Something is narrowed beside the search and the night, which are always in sight. */
  isChosen: boolean
  clear: () => void
  /** Grows when what was typed is to be forgotten: a key for the fields. */
  cleared: number
}

const IN_SIGHT = new Set(['q', 'night'])

/** Reads and writes the filters with these names. */
export function useFilter<Name extends string>(names: readonly Name[]): Filter<Name> {
  const [search, setSearch] = useSearchParams()
  const [cleared, setCleared] = useState(0)
  const value = (name: Name) => search.get(name) ?? ''
  return {
    value,
    set: (name, text, instead) => {
      if (text && instead && value(instead)) setCleared(cleared + 1)
      setSearch(
        (known) => {
          const changed = new URLSearchParams(known)
          if (text) changed.set(name, text)
          else changed.delete(name)
          if (text && instead) changed.delete(instead)
          return changed
        },
        { replace: true },
      )
    },
    isNarrowed: names.some((name) => value(name) !== ''),
    isChosen: names.some((name) => !IN_SIGHT.has(name) && value(name) !== ''),
    clear: () => {
      setSearch({}, { replace: true })
      setCleared(cleared + 1)
    },
    cleared,
  }
}
