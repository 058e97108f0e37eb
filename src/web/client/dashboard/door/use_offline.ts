import { useSyncExternalStore } from 'react'

/** Does the browser say that there is no network at all? */
export function useOffline(): boolean {
  return useSyncExternalStore(
    (look) => {
      window.addEventListener('online', look)
      window.addEventListener('offline', look)
      return () => {
        window.removeEventListener('online', look)
        window.removeEventListener('offline', look)
      }
    },
    () => !navigator.onLine,
  )
}
