import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import type { Phase } from './machine.ts'

/** Whether the guest's device has wallets is not known at once. */
export type Wallets = 'awaited' | 'offered' | 'none'

/** Later than this they would push away what the guest is already writing. */
const walletsMsMax = 8000

/**
 * Waits for the word on wallets, behind the page's bones, so that the form is shown once with all
 * that it has. Where Stripe.js does not come, or the hold is over, there is nothing to wait for.
 */
export function useWallets(phase: Phase, reveal: () => void) {
  const [wallets, setWallets] = useState<Wallets>('awaited')
  const settle = useCallback((are: Wallets) => {
    setWallets((now) => (now === 'awaited' ? are : now))
  }, [])

  useEffect(() => {
    const timer = setTimeout(() => settle('none'), walletsMsMax)
    return () => clearTimeout(timer)
  }, [settle])

  if (wallets === 'awaited' && phase !== 'loading' && phase !== 'idle') setWallets('none')

  useLayoutEffect(() => {
    if (wallets !== 'awaited') reveal()
  }, [wallets, reveal])

  return { wallets, settle }
}
