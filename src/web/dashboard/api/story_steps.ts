import { formatMoney } from '../../../kernel/index.ts'
import type { OrderNote } from '../../../orders/index.ts'
import type { StoryEntry } from '../../../story/index.ts'
import { storyWords } from '../../messages.ts'
import type { StoryPen, StoryWords } from '../../messages/app/story.ts'
import { formatMoment } from '../../storefront/pages/dates.ts'
import type { StoryStep } from './desk_answers.ts'

/** What happened to an order, as a person of `locale` reads it by the venue's clock. */
export function storySteps(
  entries: StoryEntry[],
  notes: Pick<OrderNote, 'id' | 'body'>[],
  locale: string,
  timeZone: string,
): StoryStep[] {
  const words = storyWords(locale)
  const pen = penOf(locale, timeZone)
  const texts = new Map(notes.map(({ id, body }) => [id, body]))
  const sent = new Set(entries.filter(({ what }) => what === 'mail.sent').map(subjectOf))
  return entries.filter(isNews).map((entry) => ({
    at: entry.at.toISOString(),
    what: entry.what,
    subject: entry.subject,
    sentence: sentenceOf(words, entry, pen),
    words: entry.what === 'audit.noted' ? wordsOf(entry.detail, texts) : null,
    tone: toneOf(entry),
    is_detail: isDetail(entry, sent),
  }))
}

/** The sentence of one entry. */
export function sentenceOf({ sentences }: StoryWords, entry: StoryEntry, pen: StoryPen): string {
  const say = sentences[entry.what] as (detail: StoryEntry['detail'], pen: StoryPen) => string
  return say(entry.detail, pen)
}

/** How money and moments are written in a story. */
export function penOf(locale: string, timeZone: string): StoryPen {
  return {
    money: (money) => formatMoney(money, locale),
    moment: (at) => formatMoment(new Date(at), locale, timeZone),
  }
}

const subjectOf = ({ subject }: StoryEntry) => subject

/** The trail's own entry of a refund says nothing that the refund beside it does not. */
const isNews = ({ what, detail }: StoryEntry) =>
  what !== 'audit.noted' || Reflect.get(detail, 'action') !== 'refund.requested'

/** Free text stands beside the trail, which is for ever: a note, and why a comp is asked for. */
function wordsOf(
  { action, detail }: { action: string; detail: Record<string, unknown> },
  texts: Map<string, string>,
): string | null {
  const names: Record<string, string> = { 'order.noted': 'note', 'comp.asked': 'comp' }
  const name = names[action]
  return name ? (texts.get(String(detail[name])) ?? null) : null
}

const GOOD = new Set<StoryEntry['what']>([
  'payment.succeeded',
  'order.fulfilled',
  'refund.succeeded',
  'dispute.won',
  'alert.resolved',
])
const BAD = new Set<StoryEntry['what']>([
  'attempt.declined',
  'attempt.errored',
  'payment.stray',
  'fulfilment.failed',
  'refund.failed',
  'dispute.opened',
  'dispute.lost',
  'alert.opened',
])

function toneOf({ what }: StoryEntry): StoryStep['tone'] {
  if (GOOD.has(what)) return 'good'
  return BAD.has(what) ? 'bad' : 'plain'
}

const DETAILS = /^(hold|webhook|job)\.|^(payment\.opened|order\.(line|paid)|attempt\.succeeded)$/

function isDetail({ what, subject }: StoryEntry, sent: Set<string>): boolean {
  return DETAILS.test(what) || (what === 'mail.queued' && sent.has(subject))
}
