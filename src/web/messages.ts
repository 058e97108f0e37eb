import { formatMoney } from '../kernel/index.ts'
import { englishClose, type CloseWords } from './messages/app/close.ts'
import { spanishClose } from './messages/app/spanish/close.ts'
import { englishAudit, type AuditWords } from './messages/app/audit.ts'
import { spanishAudit } from './messages/app/spanish/audit.ts'
import { englishStory, type StoryWords } from './messages/app/story.ts'
import { spanishStory } from './messages/app/spanish/story.ts'
import { englishGuestsCheckout, englishVipCheckout } from './messages/bookings.ts'
import { englishCheckout, type CheckoutMessages } from './messages/checkout.ts'
import { englishDashboard, type DashboardMessages } from './messages/dashboard.ts'
import { englishDepositCheckout } from './messages/deposits.ts'
import { englishDifferenceCheckout } from './messages/differences.ts'
import { english } from './messages/english.ts'
import { englishShares, spanishShares, type ShareWords } from './messages/price_shares.ts'
import type { RefusalDetail } from './messages/refusal_detail.ts'
import {
  englishRefusals,
  refusalCodes,
  type RefusalCode,
  type RefusalSentences,
} from './messages/refusals.ts'
import { spanishGuestsCheckout, spanishVipCheckout } from './messages/spanish/bookings.ts'
import { spanishCheckout } from './messages/spanish/checkout.ts'
import { spanishDashboard } from './messages/spanish/dashboard.ts'
import { spanishDepositCheckout } from './messages/spanish/deposits.ts'
import { spanishDifferenceCheckout } from './messages/spanish/differences.ts'
import { spanishRefusals } from './messages/spanish/refusals.ts'
import { spanish } from './messages/spanish/spanish.ts'
import { formatMoment } from './storefront/pages/dates.ts'

export { refusalCodes, type CheckoutMessages, type RefusalCode }

/** Every sentence of one language. Another language is one more object of this type. */
export type Messages = typeof english

type OrderKind = 'ga' | 'vip' | 'vip_guests' | 'difference'

interface Language {
  pages: Messages
  dashboard: DashboardMessages
  story: StoryWords
  close: CloseWords
  audit: AuditWords
  checkout: Record<OrderKind, CheckoutMessages>
  /** What is said otherwise where the card is not charged at once. */
  depositCheckout: Partial<CheckoutMessages>
  refusals: RefusalSentences
  shares: ShareWords
}

const languages: Record<string, Language> = {
  en: {
    pages: english,
    dashboard: englishDashboard,
    story: englishStory,
    close: englishClose,
    audit: englishAudit,
    checkout: {
      ga: englishCheckout,
      vip: { ...englishCheckout, ...englishVipCheckout },
      vip_guests: { ...englishCheckout, ...englishGuestsCheckout },
      difference: { ...englishCheckout, ...englishDifferenceCheckout },
    },
    depositCheckout: englishDepositCheckout,
    refusals: englishRefusals,
    shares: englishShares,
  },
  es: {
    pages: spanish,
    dashboard: spanishDashboard,
    story: spanishStory,
    close: spanishClose,
    audit: spanishAudit,
    checkout: {
      ga: spanishCheckout,
      vip: { ...spanishCheckout, ...spanishVipCheckout },
      vip_guests: { ...spanishCheckout, ...spanishGuestsCheckout },
      difference: { ...spanishCheckout, ...spanishDifferenceCheckout },
    },
    depositCheckout: spanishDepositCheckout,
    refusals: spanishRefusals,
    shares: spanishShares,
  },
}

/** The sentences of pages, mails and documents in `locale`; English where we lack it. */
export function messagesFor(locale: string): Messages {
  return languageOf(locale).pages
}

/** The sentences for those who work at the venue, and of the mails to them. */
export function dashboardMessages(locale: string): DashboardMessages {
  return languageOf(locale).dashboard
}

/** What happens to orders, for those who work at the venue. */
export function storyWords(locale: string): StoryWords {
  return languageOf(locale).story
}

/** What is in a price. */
export function shareWords(locale: string): ShareWords {
  return languageOf(locale).shares
}

/** What the report of a night says. */
export function closeWords(locale: string): CloseWords {
  return languageOf(locale).close
}

/** What was done at the venue, for those who look into it. */
export function auditWords(locale: string): AuditWords {
  return languageOf(locale).audit
}

/**
 * The sentences that the checkout's browser code shows for this kind of order, charged at once or
 * later: plain text that survives JSON.
 */
export function checkoutMessages(
  locale: string,
  kind: OrderKind,
  capture: 'automatic' | 'manual',
): CheckoutMessages {
  const { checkout, depositCheckout } = languageOf(locale)
  return capture === 'manual' ? { ...checkout[kind], ...depositCheckout } : checkout[kind]
}

/**
 * The sentence for a refusal (kernel's Refused). `detail.at` may be an ISO instant, which is
 * written in `timeZone`. A code that nobody foresaw gets the sentence for "our side".
 */
export function refusalSentence(
  refusal: { refused: string; detail?: Record<string, string | number> | undefined },
  locale: string,
  timeZone: string,
): string {
  const sentences = languageOf(locale).refusals
  const code = isRefusalCode(refusal.refused) ? refusal.refused : 'internal'
  return sentences[code](readDetail(refusal.detail ?? {}, locale, timeZone))
}

/** Is `code` one of the refusals that have a sentence? */
export function isRefusalCode(code: string): code is RefusalCode {
  return (refusalCodes as readonly string[]).includes(code)
}

function languageOf(locale: string): Language {
  const language = locale.split('-')[0] ?? 'en'
  return Object.hasOwn(languages, language) ? languages[language]! : languages['en']!
}

function readDetail(
  detail: Record<string, string | number>,
  locale: string,
  timeZone: string,
): RefusalDetail {
  const at = detail['at'] === undefined ? undefined : new Date(detail['at'])
  return {
    at: at && !Number.isNaN(at.getTime()) ? formatMoment(at, locale, timeZone) : undefined,
    left: count(detail['left']),
    max: count(detail['max']),
    min: count(detail['min']),
    minutes: minutes(detail['seconds']),
    amount: money(detail, locale),
    by: words(detail['by']),
    ratio: words(detail['ratio']),
    name: words(detail['name']),
    night: words(detail['night']),
  }
}

function money(
  { amount_minor, currency }: Record<string, string | number>,
  locale: string,
): string | undefined {
  if (typeof amount_minor !== 'number' || typeof currency !== 'string') return undefined
  return formatMoney({ amount_minor, currency }, locale)
}

function words(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}

/** Whoever waits for so many minutes has not waited too short. */
function minutes(seconds: string | number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.max(1, Math.ceil(Number(seconds) / 60))
}

function count(value: string | number | undefined): number | undefined {
  const number = Number(value ?? Number.NaN)
  return Number.isInteger(number) ? number : undefined
}
