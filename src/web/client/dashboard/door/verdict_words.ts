import type { DoorNo, DoorVerdict, DoorYes } from '../../../dashboard/api/door_answers.ts'
import type { Formats } from '../app/formats.ts'
import type { AppWords } from '../app/words.ts'
import type { Tone } from './signals.ts'

/** A verdict in words: the title is read from afar, the lines up close. */
export interface VerdictWords {
  tone: Tone
  title: string
  lines: string[]
}

/** A verdict as whoever stands at the door reads it. */
export function verdictWords(
  verdict: DoorVerdict,
  words: AppWords['door'],
  formats: Formats,
): VerdictWords {
  return verdict.verdict === 'in' ? yes(verdict, words, formats) : no(verdict, words, formats)
}

function yes(
  { party, type, heads, inside, of, is_comp }: DoorYes,
  { verdict: said }: AppWords['door'],
  formats: Formats,
): VerdictWords {
  const isDue = party?.balance.is_due ?? false
  const lines: string[] = []
  if (party) lines.push(said.partyOf(party.name, of - 1))
  if (party?.guest && party.guest !== party.name) lines.push(said.guest(party.guest))
  if (type) lines.push(type)
  if (party || of > 1) lines.push(said.inOf(inside, of))
  if (heads > 1) lines.push(said.heads(heads))
  if (is_comp) lines.push(said.comp)
  if (party && isDue) lines.push(dueOf(party.balance, said, formats))
  if (party && !party.table) lines.push(said.noTable)
  const title = party ? (party.table ? said.table(party.table) : 'VIP') : said.ga
  return { tone: isDue || (party && !party.table) ? 'ask' : 'yes', title, lines }
}

type Due = NonNullable<DoorYes['party']>['balance']

const dueOf = (
  { amount_minor, currency }: Due,
  said: AppWords['door']['verdict'],
  formats: Formats,
) =>
  amount_minor === null
    ? said.balance
    : said.amountDue(formats.money(amount_minor, currency ?? undefined))

/** What a press can still change is asked, not refused. */
export const canBeMeant = ({ why }: DoorNo) => why === 'doors_closed' || why === 'night_over'

function no(verdict: DoorNo, words: AppWords['door'], formats: Formats): VerdictWords {
  const { why, at, by, night, left } = verdict
  const { title, more } = words.no[why]
  const told = at ? tellAt(why, at, { by, night }, words, formats) : ''
  const lines = [told, left === null ? '' : words.left(left), more].filter(Boolean)
  return { tone: canBeMeant(verdict) ? 'ask' : 'no', title, lines }
}

function tellAt(
  why: DoorNo['why'],
  at: string,
  { by, night }: Pick<DoorNo, 'by' | 'night'>,
  words: AppWords['door'],
  formats: Formats,
): string {
  if (why === 'already_admitted') return words.alreadyIn(formats.time(at), by ?? '')
  if (why === 'other_night') return words.forNight(night ?? '', formats.day(at))
  if (why === 'doors_closed') return words.doorsOpen(formats.moment(at))
  return words.since(formats.moment(at))
}
