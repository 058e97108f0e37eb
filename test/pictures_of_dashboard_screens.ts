/** The screens that the dashboard is drawn on. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1440, height: 900 } },
}
/** What moves stands still, and the picture is as large as the screen. */
export const STILL = { reducedMotion: 'reduce', deviceScaleFactor: 1 } as const
export const SETTLE_MS = 500
