import { findVenue } from '../catalog/index.ts'
import type { Config, Database } from '../kernel/index.ts'
import { mailSender, mailTexts, type Compose, type HouseWords } from '../mail/index.ts'
import { languageOf } from './language.ts'

/** The kinds of mail to guests that the house may add to, in the order in which they may come. */
export const guestMailKinds = [
  'confirmation',
  'booking',
  'guests_added',
  'looked_after',
  'reissued',
  'pass_reissued',
  'order_moved',
  'move_offered',
  'booking_moved',
  'refund',
  'deposit_charged',
  'deposit_released',
  'booking_cancelled',
  'booking_unsent',
  'night_cancelled',
  'comp_withdrawn',
] as const
export type GuestMailKind = (typeof guestMailKinds)[number]

/** Is `text` one of them? */
export function isGuestMailKind(text: string): text is GuestMailKind {
  return guestMailKinds.some((kind) => kind === text)
}

/** What every mail to a guest is drawn with beside its order: language, address, own words. */
export async function inHouse(
  db: Database,
  { publicUrl }: Config,
  { locale }: { locale: string },
  kind: GuestMailKind,
): Promise<{ locale: string; publicUrl: string; house: HouseWords }> {
  const [sender, texts] = await Promise.all([mailSender(db), mailTexts(db, kind)])
  const language = languageOf(locale)
  const house = {
    opening: texts?.[`opening_${language}`] ?? '',
    closing: texts?.[`closing_${language}`] ?? '',
    signature: sender[`signature_${language}`],
  }
  return { locale, publicUrl, house }
}

/** The same mails, in the house's name, with answers going to where it reads them. */
export function fromHouse(db: Database, composers: Record<string, Compose>): typeof composers {
  const named = Object.entries(composers).map(([kind, compose]): [string, Compose] => [
    kind,
    async (subjectId) => {
      const letter = await compose(subjectId)
      return letter && { ...letter, ...(await writerOf(db)) }
    },
  ])
  return Object.fromEntries(named)
}

/** Who writes, and where answers go: to the address of the settings, or the venue's own. */
export async function writerOf(
  db: Database,
): Promise<{ senderName: string | undefined; replyTo: string | undefined }> {
  const [{ sender_name, reply_to }, venue] = await Promise.all([mailSender(db), findVenue(db)])
  return {
    senderName: sender_name ?? undefined,
    replyTo: reply_to ?? venue?.contact_email ?? undefined,
  }
}
