import type { FailedWords } from '../../../messages/app/failed.ts'

type Units = Pick<FailedWords, 'ms' | 'seconds' | 'minutes' | 'hours'>

/** "120 ms", "1.5 s", "12 min": as many figures as somebody would say. */
export function waitInWords(units: Units, count: (value: number) => string, ms: number): string {
  if (ms < 1000) return units.ms(count(ms))
  const tenths = (value: number) => count(Math.round(value * 10) / 10)
  if (ms < 90_000) return units.seconds(tenths(ms / 1000))
  const minutes = ms / 60_000
  return minutes < 90
    ? units.minutes(count(Math.round(minutes)))
    : units.hours(tenths(minutes / 60))
}
