import type { VenueAnswer } from '../../../dashboard/api/venue_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { LongText, OneOf, Text } from './fields.tsx'
import { Logo } from './logo.tsx'
import { SettingsPage } from './settings_page.tsx'
import { useForm, type Form } from './use_form.ts'
import { AccentFields } from './accent_fields.tsx'
import { countryNames, currencyNames, languages, zoneNames } from './venue_choices.ts'

const path = '/settings/venue'

/** What the owner changes. */
export type VenueValues = Pick<
  VenueAnswer,
  | 'name'
  | 'tagline'
  | 'description'
  | 'street'
  | 'postal_code'
  | 'city'
  | 'country'
  | 'time_zone'
  | 'currency'
  | 'accent'
  | 'contact_email'
  | 'language'
>
type VenueForm = Form<VenueValues>

/** What the venue is called, where it is, its clock, its money and its look. */
export default function VenuePage() {
  const query = useAnswer<VenueAnswer>(path, [])
  return (
    <SettingsPage>
      <Answered query={query}>{(venue) => <Venue venue={venue} />}</Answered>
    </SettingsPage>
  )
}

function Venue({ venue }: { venue: VenueAnswer }) {
  const said = useFrame().words.venue
  const { name, tagline, description, street, postal_code, city } = venue
  const { country, time_zone, currency, accent, contact_email, language, version } = venue
  const place = { street, postal_code, city, country, contact_email }
  const known = { name, tagline, description, ...place, time_zone, currency, language, accent }
  const form = useForm<VenueValues>(path, known, said.saved, {
    version,
    versionIn: (answer) => (answer as VenueAnswer).version,
  })
  return (
    <div className="settings-columns">
      <form className="panel" noValidate onSubmit={form.submit}>
        <h2>{said.facts}</h2>
        <Facts form={form} countries={venue.countries} />
        <h2>{said.clock}</h2>
        <ClockAndMoney form={form} venue={venue} />
        <h2>{said.look}</h2>
        <AccentFields form={form} min={venue.contrast_min} />
        <div className="actions">
          <button className="button" disabled={!form.isChanged || form.isUnderWay}>
            {said.save}
          </button>
        </div>
      </form>
      <Logo logo={venue.logo} />
    </div>
  )
}

function Facts({ form, countries }: { form: VenueForm; countries: string[] }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  const field = (name: 'name' | 'tagline' | 'street' | 'postal_code' | 'city', max: number) => (
    <Text
      label={said[name]}
      value={values[name]}
      max={max}
      hint={name === 'tagline' ? said.taglineHint : undefined}
      fault={faultOf(name)}
      onType={(text) => set({ [name]: text })}
    />
  )
  return (
    <>
      {field('name', 80)}
      {field('tagline', 120)}
      <LongText
        label={said.description}
        value={values.description}
        max={1000}
        fault={faultOf('description')}
        onType={(description) => set({ description })}
      />
      {field('street', 120)}
      <div className="settings-pair">
        {field('postal_code', 20)}
        {field('city', 80)}
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
        value={values.contact_email ?? ''}
        max={254}
        hint={said.contactHint}
        fault={faultOf('contact_email')}
        onType={(text) => set({ contact_email: text.trim() || null })}
      />
    </>
  )
}

function ClockAndMoney({ form, venue }: { form: VenueForm; venue: VenueAnswer }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  return (
    <>
      <OneOf
        label={said.time_zone}
        value={values.time_zone}
        options={zoneNames(venue.time_zones, values.time_zone)}
        hint={said.timeZoneHint}
        fault={faultOf('time_zone')}
        onType={(time_zone) => set({ time_zone })}
      />
      <OneOf
        label={said.currency}
        value={values.currency}
        options={currencyNames(venue.currencies, data.locale)}
        hint={venue.is_currency_fixed ? said.currencyFixed : said.currencyHint}
        fault={faultOf('currency')}
        isDisabled={venue.is_currency_fixed}
        onType={(currency) => set({ currency })}
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
