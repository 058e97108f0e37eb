import { useEffect } from 'react'
import { useFrame } from '../app/frame.tsx'

/** While something is not saved, whoever leaves the page is asked first. */
export function useUnsaved(isUnsaved: boolean): void {
  const { words } = useFrame()
  useEffect(() => {
    if (!isUnsaved) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    const ask = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest('a')
      const isLeaving =
        link instanceof HTMLAnchorElement && !link.target && link.pathname !== location.pathname
      if (!isLeaving || window.confirm(words.nights.leave)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    window.addEventListener('beforeunload', hold)
    // Before anybody else hears of the click.
    document.addEventListener('click', ask, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', hold)
      document.removeEventListener('click', ask, { capture: true })
    }
  }, [isUnsaved, words])
}
