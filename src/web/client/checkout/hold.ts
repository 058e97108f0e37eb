/** The last minute: the guest is warned, and the countdown takes the warning's colour. */
export const warningSeconds = 60
/** When screen readers hear how long is left, and how far apart these are at least. */
const announcedSeconds = [300, 180, 120, 60, 45, 30, 15]
export const silenceSeconds = 15

/** Until when the tickets are held, as a moment of the server's clock. */
export interface Hold {
  expires_ms: number
  /** The server's clock minus this browser's, in ms. A phone's clock may be hours off. */
  offset_ms: number
  /** More time was asked for and given already. */
  is_extended: boolean
}

/** What the server says about a hold; the moments are ISO texts. */
export interface ToldHold {
  now: string
  expires_at: string
  extended: boolean
}

/** A moment of this browser's clock, and what was known of the server's then. */
interface Asked {
  ms: number
  offset_ms: number
}

/**
 * The hold as the server told it at `receivedMs` of this browser's clock. The server read its own
 * clock at some moment since it was asked: what was known of it stays where that allows it, so that
 * a slow answer does not move the countdown. Of the page itself nobody knows when it was asked for.
 */
export function readHold(told: ToldHold, receivedMs: number, asked?: Asked): Hold {
  const least = Date.parse(told.now) - receivedMs
  const most = asked ? Date.parse(told.now) - asked.ms : least
  return {
    expires_ms: Date.parse(told.expires_at),
    offset_ms: Math.min(most, Math.max(least, asked?.offset_ms ?? least)),
    is_extended: told.extended,
  }
}

/** Whole seconds left at `nowMs` of this browser's clock, rounded up; 0 once it is over. */
export function secondsLeft(hold: Hold, nowMs: number): number {
  return Math.max(0, Math.ceil((hold.expires_ms - (nowMs + hold.offset_ms)) / 1000))
}

const two = (part: number) => String(part).padStart(2, '0')

/** "9:41", or "23:09:41". */
export function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** The same for the `datetime` of a time element: "PT9M41S". */
export function durationText(seconds: number): string {
  return `PT${Math.floor(seconds / 60)}M${seconds % 60}S`
}

/** Until when, such as "21:42", by the venue's clock. */
export function timeText(ms: number, by: { locale: string; time_zone: string }): string {
  const time = { hour: '2-digit', minute: '2-digit', timeZone: by.time_zone } as const
  return new Intl.DateTimeFormat(by.locale, time).format(ms)
}

/**
 * The mark that a screen reader is to hear of while `seconds` are left, in seconds; null for most
 * of the time. It changes only when a mark is passed, never each second.
 */
export function announcedMark(seconds: number): number | null {
  return announcedSeconds.find((mark) => seconds <= mark && seconds > mark - silenceSeconds) ?? null
}
