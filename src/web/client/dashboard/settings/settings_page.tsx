import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useFrame } from '../app/frame.tsx'
import { Page } from '../app/page.tsx'

/** The parts of the settings, in the order in which a house needs them. */
const parts = ['venue', 'prices', 'mail', 'preview', 'guests', 'stripe'] as const
const pathOf = (part: (typeof parts)[number]) =>
  part === 'venue' ? '/dashboard/settings' : `/dashboard/settings/${part}`

/** One part of the settings, and the way to the others. */
export function SettingsPage({ children }: { children: ReactNode }) {
  const { words } = useFrame()
  const [path] = useLocation()
  const tabs = useRef<HTMLElement>(null)
  // On a phone they are one line that moves sideways: where one is must be in sight.
  useEffect(() => {
    const here = tabs.current?.querySelector(`a[href="${path}"]`)
    if (here instanceof HTMLElement && tabs.current)
      tabs.current.scrollLeft = here.offsetLeft - tabs.current.offsetLeft
  }, [path])
  return (
    <Page heading={words.settings.heading}>
      <nav ref={tabs} className="tabs tabs-line" aria-label={words.settings.parts}>
        {parts.map((part) => (
          <Link
            key={part}
            href={pathOf(part)}
            aria-current={path === pathOf(part) ? 'page' : undefined}
          >
            {words.settings[part]}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  )
}
