import { z } from 'zod'
import { guestMailKinds } from '../../house_mails.ts'

/** Goes into a header, or a line of a text: nothing may begin another one (injection). */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && text.isWellFormed())
    .trim()
/** May have several lines. */
const lines = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !/[^\P{Cc}\n]|[\u2028\u2029]/u.test(text) && text.isWellFormed())
    .trim()

const kind = z.enum(guestMailKinds)
const language = z.enum(['en', 'es'])
/** How long a line of the house may be. */
const TEXT_MAX = 300

export const kindParams = z.object({ kind })

/** Who is to write the house's mails. */
export const senderInput = z.object({
  version: z.int32().min(1),
  sender_name: line(80).min(1).nullable(),
  reply_to: z.email().max(254).nullable(),
  signature_en: lines(TEXT_MAX),
  signature_es: lines(TEXT_MAX),
})

/** What the house is to add to a kind of mail. */
export const textsInput = z.object({
  version: z.int32().min(0),
  opening_en: line(TEXT_MAX),
  closing_en: line(TEXT_MAX),
  opening_es: line(TEXT_MAX),
  closing_es: line(TEXT_MAX),
})

/** A mail that a member sends to themselves. */
export const trialInput = z.object({ id: z.string().max(40), kind, language })

/** What is to be looked at: a kind of mail in a language, with lines that need not be saved. */
export const mailPreviewQuery = z.object({
  kind,
  language,
  opening: line(TEXT_MAX).default(''),
  closing: line(TEXT_MAX).default(''),
})
