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
const oneOf = (known: string[]) => z.string().refine((one) => known.includes(one))

/** What the venue is to be. */
export const venueInput = z.object({
  name: line(80).min(1),
  tagline: line(120),
  description: text(1000),
  street: line(120).min(1),
  postal_code: line(20),
  city: line(80).min(1),
  country: oneOf(countries),
  time_zone: z.string().min(1).max(60),
  currency: oneOf(currencies),
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
