import { useEffect, type ReactNode } from 'react'
import { useFrame } from './frame.tsx'
import { useAwaySince } from './live.ts'
import { Refusal } from './requests.ts'

/** A page of the dashboard: its heading, what stands beside that, and whether it is live. */
export function Page({
  heading,
  aside,
  children,
}: {
  heading: string
  aside?: ReactNode
  children: ReactNode
}) {
  const { words, formats } = useFrame()
  const since = useAwaySince()
  useEffect(() => {
    const house = document.title.split(' – ').at(-1)
    document.title = `${heading} – ${house}`
  }, [heading])
  return (
    <div className="page">
      <header className="page-head">
        <h1 tabIndex={-1}>{heading}</h1>
        {aside}
      </header>
      <output className="not-live">{since ? words.frame.notLive(formats.time(since)) : ''}</output>
      {children}
    </div>
  )
}

interface Query<Answer> {
  data: Answer | undefined
  error: Error | null
  refetch: () => unknown
}

/** What a question has brought: bones while it is under way; if it fails, why, and a way on. */
export function Answered<Answer>({
  query,
  children,
}: {
  query: Query<Answer>
  children: (answer: Answer) => ReactNode
}) {
  const { words } = useFrame()
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <NotLoaded query={query} />
  return (
    <div className="bones" aria-busy="true">
      <output className="hidden">{words.frame.loading}</output>
      <span />
      <span />
      <span />
    </div>
  )
}

/** What is not there does not come by asking again. */
const NOT_FOUND = 404

function NotLoaded({ query }: { query: Query<unknown> }) {
  const { words } = useFrame()
  // What a browser says of a line that is gone is in its own words, and tells nobody anything.
  const refusal = query.error instanceof Refusal ? query.error : undefined
  const why = refusal?.message
  return (
    <div className="notice notice-problem not-loaded" role="alert">
      <p>{why || words.frame.notLoaded}</p>
      {refusal?.status !== NOT_FOUND && (
        <button className="button button-quiet" onClick={() => query.refetch()}>
          {words.frame.again}
        </button>
      )}
    </div>
  )
}

/** What stands where there is nothing, and why that is so. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="nothing">
      <p className="empty-title">{title}</p>
      {children && <p className="dim">{children}</p>}
    </div>
  )
}
