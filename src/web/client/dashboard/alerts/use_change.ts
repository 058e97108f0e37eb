import { useMutation, useQueryClient } from '@tanstack/react-query'
import { act } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

/** A change of an alert, and what is said when it is done; silent where that is left out. */
interface Change {
  path: string
  body?: object
  done?: string
}

/** Makes changes by the API, shows what became of them everywhere, and says what was refused. */
export function useChange(): { change: (one: Change) => void; isUnderWay: boolean } {
  const queries = useQueryClient()
  const say = useSay()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ path, body }: Change) => act('POST', path, body),
    onSuccess: (_answer, { done }) => {
      if (done !== undefined) say.done(done)
    },
    onError: (error) => say.failed(error),
    onSettled: () => queries.invalidateQueries(),
  })
  return { change: (one) => mutate(one), isUnderWay: isPending }
}
