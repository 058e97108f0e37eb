import { keptFormatters } from '../../../kernel/index.ts'

/**
 * Times as guests read them, always in the venue's time zone. A club's clock has 24 hours, so plain
 * English is written the British way; a locale with a region of its own ("en-US") keeps its habits.
 */
const REGIONS: Record<string, string> = { en: 'en-GB', es: 'es-ES' }
/** These put a comma after the weekday, which reads badly before one for the time. */
const COMMA_AFTER_WEEKDAY = new Set(['en-GB', 'es-ES'])

/** "23:00" */
export function formatTime(at: Date, locale: string, timeZone: string): string {
  return write(at, locale, timeZone, { timeStyle: 'short' })
}

/** "Sat 28 Nov 2026" */
export function formatDay(at: Date, locale: string, timeZone: string): string {
  return write(at, locale, timeZone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}

/** "Fri 4 Dec, 12:00": a moment that is near enough to go without its year. */
export function formatMoment(at: Date, locale: string, timeZone: string): string {
  const day = write(at, locale, timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  return `${day}, ${formatTime(at, locale, timeZone)}`
}

/**
 * "Sat 28 Nov 2026, 23:00 – Sun 06:00". The end names its weekday only when it falls on another
 * date of the venue's zone, as most nights do, and its date when that is more than a day later.
 */
export function formatNight(
  night: { doors_at: Date; ends_at: Date },
  locale: string,
  timeZone: string,
): string {
  const day = formatDay(night.doors_at, locale, timeZone)
  const doors = formatTime(night.doors_at, locale, timeZone)
  return `${day}, ${doors} – ${formatEnd(night, locale, timeZone)}`
}

/** The parts of a date for a calendar leaf: "Sat", "28", "Nov". */
export function dateLeaf(
  at: Date,
  locale: string,
  timeZone: string,
): { weekday: string; day: string; month: string } {
  return {
    weekday: write(at, locale, timeZone, { weekday: 'short' }),
    day: write(at, locale, timeZone, { day: 'numeric' }),
    month: write(at, locale, timeZone, { month: 'short' }),
  }
}

/** "06:00", "Sun 06:00" or "Mon 30 Nov, 06:00", by how many dates later than the doors it is. */
function formatEnd(
  night: { doors_at: Date; ends_at: Date },
  locale: string,
  timeZone: string,
): string {
  const time = formatTime(night.ends_at, locale, timeZone)
  const days = dayNumber(night.ends_at, timeZone) - dayNumber(night.doors_at, timeZone)
  if (days === 0) return time
  if (days > 1) return formatMoment(night.ends_at, locale, timeZone)
  return `${write(night.ends_at, locale, timeZone, { weekday: 'short' })} ${time}`
}

/** Counts the dates of the zone's calendar, so that a night across a clock change is still one. */
function dayNumber(at: Date, timeZone: string): number {
  const [year = 0, month = 1, day = 1] = formatter('en-CA', timeZone, {})
    .format(at)
    .split('-')
    .map(Number)
  return Date.UTC(year, month - 1, day) / 86_400_000
}

function write(
  at: Date,
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const spoken = REGIONS[locale] ?? locale
  const text = formatter(spoken, timeZone, options).format(at)
  return COMMA_AFTER_WEEKDAY.has(spoken) ? text.replace(',', '') : text
}

const kept = keptFormatters<Intl.DateTimeFormat>()

function formatter(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`
  return kept(key, () => new Intl.DateTimeFormat(locale, { timeZone, ...options }))
}
