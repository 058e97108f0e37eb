import type { StoryEntry } from './entry.ts'
import { sentenceOf } from './sentence.ts'
import type { Story } from './story.ts'

/** A line an entry: the venue's time, the offset since placing, what, to what, and how. */
export function inWords(story: Story): string[] {
  const { order_id, time_zone, entries } = story
  const clock = (moment: Date | string) => momentIn(time_zone, new Date(moment))
  const lines = entries.map((entry) => {
    const offset = `${offsetOf(story, entry).toLocaleString('en')} ms`
    const subject = entry.subject === order_id ? '' : entry.subject
    const rest = [sentenceOf(entry, clock), subject].filter(Boolean).join('  ')
    return `${clock(entry.at)}  ${offset.padStart(OFFSET_WIDTH)}  ${entry.what.padEnd(WHAT_WIDTH)} ${rest}`
  })
  return [`${order_id}, by the clock of ${time_zone}`, ...lines.map((line) => line.trimEnd())]
}

/** As wide as a week. */
const OFFSET_WIDTH = 14
const WHAT_WIDTH = 'fulfilment.failed'.length

/** A JSON object an entry, with times in UTC. */
export function inJson(story: Story): string[] {
  return story.entries.map((entry) => {
    const { at, what, subject, detail } = entry
    const offset_ms = offsetOf(story, entry)
    return JSON.stringify({ order: story.order_id, at, offset_ms, what, subject, detail })
  })
}

const offsetOf = ({ placed_at }: Story, { at }: StoryEntry) => at.getTime() - placed_at.getTime()

/** "2026-11-25 23:04:05.678" */
function momentIn(timeZone: string, at: Date): string {
  // Swedish is the locale that writes dates as ISO does.
  const day = at.toLocaleDateString('sv-SE', { timeZone })
  const time = at.toLocaleTimeString('sv-SE', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  })
  return `${day} ${time.replace(',', '.')}`
}
