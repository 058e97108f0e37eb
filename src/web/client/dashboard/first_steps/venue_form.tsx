import { useState } from 'react'
import type { FirstStepsAnswer } from '../../../dashboard/api/first_steps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Text } from '../settings/fields.tsx'
import { useForm, type Form } from '../settings/use_form.ts'
import { CurrencyField, LanguageField, PlaceFields, ZoneField } from '../settings/venue_fields.tsx'

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
  contact_email: string | null
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
      <Fields form={form} choices={choices} />
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
    contact_email: null,
    hard_capacity: null,
  }
}

function Fields({ form, choices }: { form: VenueForm; choices: Choices }) {
  const { words } = useFrame()
  const { values, set, faultOf } = form
  const said = words.firstSteps
  return (
    <>
      <Text
        label={words.venue.name}
        value={values.name}
        max={80}
        autoComplete="organization"
        fault={faultOf('name')}
        onType={(name) => set({ name })}
      />
      <PlaceFields form={form} countries={choices.countries} />
      <ZoneField form={form} zones={choices.time_zones} hint={said.timeZoneHint} />
      <CurrencyField form={form} currencies={choices.currencies} hint={said.currencyHint} />
      <Text
        label={said.capacity}
        value={values.hard_capacity === null ? '' : String(values.hard_capacity)}
        max={7}
        hint={said.capacityHint}
        fault={faultOf('hard_capacity')}
        onType={(text) => set({ hard_capacity: wholeNumber(text) })}
      />
      <LanguageField form={form} />
    </>
  )
}

/** The digits of what is typed; without one there is no limit. */
function wholeNumber(text: string): number | null {
  const digits = text.replaceAll(/\D/g, '')
  return digits ? Number(digits) : null
}
