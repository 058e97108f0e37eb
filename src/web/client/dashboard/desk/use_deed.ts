import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSay } from '../app/toasts.tsx'

/** Does one thing at a time, says what became of it, and has what is shown asked for again. */
export function useDeed() {
  const say = useSay()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const run = async (deed: () => Promise<string>): Promise<boolean> => {
    if (isBusy) return false
    setBusy(true)
    try {
      say.done(await deed())
      return true
    } catch (error) {
      say.failed(error)
      return false
    } finally {
      setBusy(false)
      void queries.invalidateQueries()
    }
  }
  return { isBusy, run }
}
