import { z } from 'zod'

/** Those of the IANA list, and UTC, which the list leaves out. */
export const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
/** As Stripe writes them. */
export const currencies = Intl.supportedValuesOf('currency').map((code) => code.toLowerCase())
/** Every two letters that are the name of a country. */
export const countries = countryCodes()

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && text.isWellFormed())
/** May have several lines. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((words) => !/[^\P{Cc}\n]/u.test(words) && words.isWellFormed())
const email = z.string().trim().pipe(z.email().max(254))
const oneOf = (known: string[]) => z.string().refine((one) => known.includes(one))

/** What must be known of a venue before anything is sold there. */
const place = {
  name: line(80).min(1),
  street: line(120).min(1),
  postal_code: line(20),
  city: line(80).min(1),
  country: oneOf(countries),
  time_zone: z.string().min(1).max(60),
  currency: oneOf(currencies),
  language: z.enum(['en', 'es']),
}

/** The venue as its first owner makes it. */
export const firstVenueInput = z.object({
  ...place,
  contact_email: email,
  hard_capacity: z.number().int().min(1).max(1_000_000).nullable(),
})

/** What the venue is to be, and which version its editor has read. */
export const venueInput = z.object({
  ...place,
  version: z.int32().min(1),
  tagline: line(120),
  description: text(1000),
  contact_email: email.nullable(),
  accent: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
})

function countryCodes(): string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = letters.flatMap((one) => letters.map((other) => one + other))
  // Names that are no country's: unions, a test, and the world's unknown places.
  const others = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])
  return codes.filter((code) => !others.has(code) && names.of(code) !== undefined)
}
