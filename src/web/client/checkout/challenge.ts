/** Smaller frames are Stripe's invisible helpers; its 3-D Secure frame covers the page. */
const coveredShareMin = 0.3

/**
 * Is a bank asking the guest something right now? Stripe puts its 3-D Secure frame straight on
 * <body> and tells nobody, so the page looks for a frame there that covers a good part of the
 * window. While it is open our overlay steps aside and no timeout runs.
 */
export function challengeIsOpen(): boolean {
  const frames = [...document.querySelectorAll('iframe')].filter(
    (frame) => !frame.closest('#checkout'),
  )
  return frames.some((frame) => {
    const box = frame.getBoundingClientRect()
    const share = (box.width * box.height) / (window.innerWidth * window.innerHeight)
    return share >= coveredShareMin && frame.checkVisibility({ visibilityProperty: true })
  })
}
