import type { ReactNode } from 'react'
import { useFrame } from '../app/frame.tsx'

/** How something stands: good, to be mended by the owner, or not known. */
export interface Checked {
  name: string
  tone: 'good' | 'bad' | 'unknown'
  says: ReactNode
  /** What to do about it. */
  todo?: string | undefined
}

const TAGS = { good: 'tag tag-good', bad: 'tag tag-bad', unknown: 'tag' }

/** One thing that must be right. */
export function Check({ name, tone, says, todo }: Checked) {
  const { words } = useFrame()
  const { good, wrong, notKnown } = words.stripe
  return (
    <div className="check">
      <dt>
        {name} <span className={TAGS[tone]}>{{ good, bad: wrong, unknown: notKnown }[tone]}</span>
      </dt>
      <dd>{says}</dd>
      {todo && <dd className={`check-todo check-todo-${tone}`}>{todo}</dd>}
    </div>
  )
}
