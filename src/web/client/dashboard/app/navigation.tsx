import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useLocation } from 'wouter'
import { isOfApp } from './pages.tsx'

const links = () => document.querySelectorAll<HTMLAnchorElement>('#places a')

/**
 * Makes the links of the menu, which the server has drawn, lead on without another page being
 * loaded, and marks where one is.
 */
export function useMenu(isWhole: boolean): void {
  const [path, navigate] = useLocation()
  useEffect(() => {
    if (!isWhole) return
    for (const link of links()) {
      const isHere = path === link.pathname || path.startsWith(`${link.pathname}/`)
      const isFirst = link.pathname === '/dashboard'
      if (isHere && (!isFirst || path === '/dashboard')) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    }
  }, [isWhole, path])
  useEffect(() => {
    if (!isWhole) return
    const lead = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest('#places a')
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0
      if (!(link instanceof HTMLAnchorElement) || !isPlain || !isOfApp(link.pathname)) return
      event.preventDefault()
      document.getElementById('menu')?.hidePopover()
      navigate(link.pathname)
      // As a page that is loaded would: from the top, and a screen reader hears where it is.
      window.scrollTo(0, 0)
      const main = document.getElementById('main')
      main?.setAttribute('tabindex', '-1')
      main?.focus()
    }
    document.addEventListener('click', lead)
    return () => document.removeEventListener('click', lead)
  }, [isWhole, navigate])
}

/** How many are new, beside the menu's link to `path`; nothing where there are none. */
export function Badge({ path, count, title }: { path: string; count: number; title: string }) {
  const link = [...links()].find((one) => one.pathname === path)
  if (!link || count === 0) return null
  return createPortal(
    <span className="badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="hidden">{title}</span>
    </span>,
    link,
  )
}
