import type { AppWords } from './words.ts'

/** "20 s ago" for so many ms; "just now" for less than a few seconds, and for the future. */
export function agoInWords(words: AppWords['frame']['ago'], ms: number): string {
  const seconds = Math.floor(ms / 1000)
  if (seconds < 3) return words.now
  if (seconds < 90) return words.seconds(seconds)
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return words.minutes(minutes)
  const hours = Math.round(minutes / 60)
  return hours < 36 ? words.hours(hours) : words.days(Math.round(hours / 24))
}
