import { useId, useState, type ReactNode } from 'react'

/**
 * What a narrow screen folds away behind a button, so that the page's matter comes first; where
 * there is room it is simply there.
 */
export function Fold({
  label,
  isOpenAtFirst,
  children,
}: {
  label: string
  isOpenAtFirst: boolean
  children: ReactNode
}) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  return (
    <>
      <button
        className="button button-small button-quiet fold-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {label}
      </button>
      <div id={id} className={isOpen ? 'fold' : 'fold fold-folded'}>
        {children}
      </div>
    </>
  )
}
