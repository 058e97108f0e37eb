import { useEffect, type ReactNode } from 'react'
import { useFrame } from './frame.tsx'
import { Currency, NotLoaded } from './trouble.tsx'

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
      <Currency />
      {children}
    </div>
  )
}

interface Query<Answer> {
  data: Answer | undefined
  error: Error | null
  refetch: () => unknown
}

/**
 * What a question has brought: bones while it is under way; if it fails, why, and a way on. Where
 * something has been brought before, that stays, and the page says as of when.
 */
export function Answered<Answer>({
  query,
  children,
}: {
  query: Query<Answer>
  children: (answer: Answer) => ReactNode
}) {
  const { words } = useFrame()
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <NotLoaded error={query.error} refetch={query.refetch} />
  return (
    <div className="bones" aria-busy="true">
      <output className="hidden">{words.frame.loading}</output>
      <span />
      <span />
      <span />
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
