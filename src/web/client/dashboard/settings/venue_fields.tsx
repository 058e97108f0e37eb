import { useFrame } from '../app/frame.tsx'
import { OneOf, Text } from './fields.tsx'
import type { Form } from './use_form.ts'
import { countryNames, currencyNames, languages, zoneNames } from './venue_choices.ts'

/** Where a venue is, and how its guests reach it. */
interface PlaceValues {
  street: string
  postal_code: string
  city: string
  country: string
  contact_email: string | null
}

/** The fields for where the venue is. */
export function PlaceFields({ form, countries }: { form: Form<PlaceValues>; countries: string[] }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  const line = (name: 'street' | 'postal_code' | 'city', max: number, fill: string) => (
    <Text
      label={said[name]}
      value={values[name]}
      max={max}
      autoComplete={fill}
      fault={faultOf(name)}
      onType={(text) => set({ [name]: text })}
    />
  )
  return (
    <>
      {line('street', 120, 'street-address')}
      <div className="settings-pair">
        {line('postal_code', 20, 'postal-code')}
        {line('city', 80, 'address-level2')}
      </div>
      <OneOf
        label={said.country}
        value={values.country}
        options={countryNames(countries, data.locale)}
        fault={faultOf('country')}
        onType={(country) => set({ country })}
      />
      <Text
        label={said.contact_email}
        type="email"
        autoComplete="email"
        value={values.contact_email ?? ''}
        max={254}
        hint={said.contactHint}
        fault={faultOf('contact_email')}
        onType={(text) => set({ contact_email: text.trim() || null })}
      />
    </>
  )
}

/** The field for the clock that the venue goes by. */
export function ZoneField({
  form: { values, set, faultOf },
  zones,
  hint,
}: {
  form: Form<{ time_zone: string }>
  zones: string[]
  hint: string
}) {
  return (
    <OneOf
      label={useFrame().words.venue.time_zone}
      value={values.time_zone}
      options={zoneNames(zones, values.time_zone)}
      hint={hint}
      fault={faultOf('time_zone')}
      onType={(time_zone) => set({ time_zone })}
    />
  )
}

/** The field for what guests pay in. */
export function CurrencyField({
  form: { values, set, faultOf },
  currencies,
  hint,
  isFixed = false,
}: {
  form: Form<{ currency: string }>
  currencies: string[]
  hint: string
  isFixed?: boolean
}) {
  const { words, data } = useFrame()
  return (
    <OneOf
      label={words.venue.currency}
      value={values.currency}
      options={currencyNames(currencies, data.locale)}
      hint={hint}
      fault={faultOf('currency')}
      isDisabled={isFixed}
      onType={(currency) => set({ currency })}
    />
  )
}

/** The field for the language that the house writes in. */
export function LanguageField({
  form: { values, set, faultOf },
}: {
  form: Form<{ language: 'en' | 'es' }>
}) {
  const said = useFrame().words.venue
  return (
    <OneOf
      label={said.language}
      value={values.language}
      options={languages}
      hint={said.languageHint}
      fault={faultOf('language')}
      onType={(chosen) => set({ language: chosen === 'es' ? 'es' : 'en' })}
    />
  )
}
