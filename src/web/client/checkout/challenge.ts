/** Smaller frames are Stripe's invisible helpers; its 3-D Secure frame covers the page. */
const coveredShareMin = 0.3

/**
 * Watches whether a bank asks the guest something, from now on. Stripe puts its 3-D Secure frame
 * straight on <body> and tells nobody, so the page looks for a frame there that covers a good part
 * of the window and was not there when the watch began: a wallet is open before its payment. While
 * the bank asks, our overlay steps aside and no timeout runs.
 */
export function watchForChallenge(): () => boolean {
  const before = new Set(coveringFrames())
  return () => coveringFrames().some((frame) => !before.has(frame))
}

function coveringFrames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll('iframe')].filter((frame) => {
    if (frame.closest('#checkout')) return false
    const box = frame.getBoundingClientRect()
    const share = (box.width * box.height) / (window.innerWidth * window.innerHeight)
    return share >= coveredShareMin && frame.checkVisibility({ visibilityProperty: true })
  })
}
