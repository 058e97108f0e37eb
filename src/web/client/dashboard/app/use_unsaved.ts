import { useEffect } from 'react'
import { useFrame } from './frame.tsx'

/** How many forms of the page have something that is not saved: one question is for all of them. */
let unsaved = 0
let held: { question: string; href: string; path: string; state: unknown } | null = null

/** While something is not saved, whoever leaves the page, by whatever way, is asked first. */
export function useUnsaved(isUnsaved: boolean): void {
  const { leave: question } = useFrame().words.frame
  useEffect(() => {
    if (!isUnsaved) return
    hold(question)
    return letGo
  }, [isUnsaved, question])
}

function hold(question: string): void {
  unsaved += 1
  const { href, pathname: path } = location
  held ??= { question, href, path, state: history.state }
}

function letGo(): void {
  unsaved -= 1
  if (unsaved === 0) held = null
}

/**
 * Asks before a link, Back or closing leads away from what is not saved. Called before anything
 * else follows the address: then it hears of Back first.
 */
export function holdUnsaved(): void {
  window.addEventListener('beforeunload', (event) => {
    if (held) event.preventDefault()
  })
  document.addEventListener('click', followLink, { capture: true })
  window.addEventListener('popstate', (event) => {
    if (!held || location.pathname === held.path || window.confirm(held.question)) return
    // By now the address is the other page's: it is put back before anybody looks at it.
    event.stopImmediatePropagation()
    history.pushState(held.state, '', held.href)
  })
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element && event.target.closest('a')
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey
  if (!held || !(link instanceof HTMLAnchorElement) || link.target || isElsewhere) return
  if (link.pathname === location.pathname || window.confirm(held.question)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}
