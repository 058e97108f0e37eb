import type { Stripe } from 'stripe'
import { missingParameter, refusal } from '../wire/errors.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'

/** Where people live and how they are reached: in customers, billing details and shipping. */

export const addressParameters = {
  city: 'emptyable',
  country: 'emptyable',
  line1: 'emptyable',
  line2: 'emptyable',
  postal_code: 'emptyable',
  state: 'emptyable',
} as const satisfies ParameterSchema
export const shippingParameters = {
  address: addressParameters,
  name: 'string',
  phone: 'emptyable',
} as const satisfies ParameterSchema
type AddressParameters = ParametersOf<typeof addressParameters>
type ShippingParameters = ParametersOf<typeof shippingParameters>

const unknownAddress: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

/**
 * An address with changes laid over it; an empty text unsets a part. Throws 400 for a country that
 * is not written in two letters, naming `param`.
 */
export function addressWith(
  before: Stripe.Address | null | undefined,
  changes: AddressParameters | undefined,
  param: string,
): Stripe.Address {
  checkCountry(changes?.country, `${param}[country]`)
  return { ...unknownAddress, ...before, ...nulled(changes ?? {}) }
}

/** Shipping with changes laid over it. Throws 400 `parameter_missing` without name or address. */
export function shippingWith(
  before: { address?: Stripe.Address; name?: string; phone?: string | null } | null,
  { address, name = before?.name, phone }: ShippingParameters,
): { address: Stripe.Address; name: string; phone: string | null } {
  if (name === undefined) throw missingParameter('shipping[name]')
  if (address === undefined && before === null) throw missingParameter('shipping[address]')
  return {
    address: addressWith(before?.address, address, 'shipping[address]'),
    name,
    phone: phone === undefined ? (before?.phone ?? null) : phone || null,
  }
}

/** 400 `email_invalid` for what cannot be an address; an empty text unsets and is let through. */
export function checkEmail(email: string | undefined, param: string): void {
  if (email === undefined || email === '' || /^[^\s@]+@[^\s@]+$/.test(email)) return
  throw refusal(`Invalid email address: ${email}`, param, 'email_invalid')
}

/** The same hash with null in place of every empty text. */
export function nulled<Texts extends Record<string, string | undefined>>(
  texts: Texts,
): { [Name in keyof Texts]: string | null } {
  const entries = Object.entries(texts).map(([name, text]) => [name, text || null])
  return Object.fromEntries(entries) as { [Name in keyof Texts]: string | null }
}

function checkCountry(country: string | undefined, param: string): void {
  if (country === undefined || country === '' || /^[a-z]{2}$/i.test(country)) return
  throw refusal(
    `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, ` +
      "such as 'US', 'EG', or 'GB'. A full list of country codes is available at " +
      'https://en.wikipedia.org/wiki/ISO_3166-1_alpha-2#Officially_assigned_code_elements',
    param,
  )
}
