import { useState } from 'react'
import type { FirstStepsAnswer } from '../../../dashboard/api/first_steps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { OneOf, Text } from '../settings/fields.tsx'
import { useForm, type Form } from '../settings/use_form.ts'
import { countryNames, currencyNames, languages, zoneNames } from '../settings/venue_choices.ts'

type Choices = NonNullable<FirstStepsAnswer['choices']>

/** What is asked of a new venue; all of it stands in the settings later. */
interface Values {
  name: string
  street: string
  postal_code: string
  city: string
  country: string
  time_zone: string
  currency: string
  language: 'en' | 'es'
  contact_email: string
  hard_capacity: number | null
}
type VenueForm = Form<Values>

/** Asks for the venue, with what the browser knows of the place filled in. */
export function VenueForm({ choices }: { choices: Choices }) {
  const { words, data } = useFrame()
  const said = words.firstSteps
  const [guessed] = useState(() => guess(choices, data.locale))
  const form = useForm<Values>('/first-steps/venue', guessed, said.opened, {
    // Clock, money and menu come with a page.
    onSaved: () => location.assign('/dashboard'),
  })
  return (
    <form className="panel first-venue" noValidate onSubmit={form.submit}>
      <p className="settings-words">{said.lead}</p>
      <Place form={form} choices={choices} />
      <Money form={form} choices={choices} />
      <div className="actions">
        <button className="button" disabled={form.isUnderWay}>
          {said.open}
        </button>
      </div>
    </form>
  )
}

function guess({ time_zones, countries }: Choices, locale: string): Values {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const { region = '' } = new Intl.Locale(navigator.language)
  return {
    name: '',
    street: '',
    postal_code: '',
    city: '',
    country: countries.includes(region) ? region : (countries[0] ?? ''),
    time_zone: here || (time_zones[0] ?? ''),
    currency: 'eur',
    language: locale.startsWith('es') ? 'es' : 'en',
    contact_email: '',
    hard_capacity: null,
  }
}

function Place({ form, choices }: { form: VenueForm; choices: Choices }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  const line = (name: 'name' | 'street' | 'postal_code' | 'city', max: number, fill: string) => (
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
      {line('name', 80, 'organization')}
      {line('street', 120, 'street-address')}
      <div className="settings-pair">
        {line('postal_code', 20, 'postal-code')}
        {line('city', 80, 'address-level2')}
      </div>
      <OneOf
        label={said.country}
        value={values.country}
        options={countryNames(choices.countries, data.locale)}
        fault={faultOf('country')}
        onType={(country) => set({ country })}
      />
      <Text
        label={said.contact_email}
        type="email"
        autoComplete="email"
        value={values.contact_email}
        max={254}
        hint={said.contactHint}
        fault={faultOf('contact_email')}
        onType={(contact_email) => set({ contact_email })}
      />
    </>
  )
}

function Money({ form, choices }: { form: VenueForm; choices: Choices }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  return (
    <>
      <OneOf
        label={said.time_zone}
        value={values.time_zone}
        options={zoneNames(choices.time_zones, values.time_zone)}
        hint={words.firstSteps.timeZoneHint}
        fault={faultOf('time_zone')}
        onType={(time_zone) => set({ time_zone })}
      />
      <OneOf
        label={said.currency}
        value={values.currency}
        options={currencyNames(choices.currencies, data.locale)}
        hint={words.firstSteps.currencyHint}
        fault={faultOf('currency')}
        onType={(currency) => set({ currency })}
      />
      <Text
        label={words.firstSteps.capacity}
        value={values.hard_capacity === null ? '' : String(values.hard_capacity)}
        max={7}
        hint={words.firstSteps.capacityHint}
        fault={faultOf('hard_capacity')}
        onType={(text) => set({ hard_capacity: wholeNumber(text) })}
      />
      <OneOf
        label={said.language}
        value={values.language}
        options={languages}
        hint={said.languageHint}
        fault={faultOf('language')}
        onType={(chosen) => set({ language: chosen === 'es' ? 'es' : 'en' })}
      />
    </>
  )
}

/** The digits of what is typed; without one there is no limit. */
function wholeNumber(text: string): number | null {
  const digits = text.replaceAll(/\D/g, '')
  return digits ? Number(digits) : null
}
