import type { VenueAnswer } from '../../../dashboard/api/venue_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { LongText, Text } from './fields.tsx'
import { Logo } from './logo.tsx'
import { SettingsPage } from './settings_page.tsx'
import { useForm, type Form } from './use_form.ts'
import { AccentFields } from './accent_fields.tsx'
import { CurrencyField, LanguageField, PlaceFields, ZoneField } from './venue_fields.tsx'

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
  const said = useFrame().words.venue
  const { values, set, faultOf } = form
  return (
    <>
      <Text
        label={said.name}
        value={values.name}
        max={80}
        autoComplete="organization"
        fault={faultOf('name')}
        onType={(name) => set({ name })}
      />
      <Text
        label={said.tagline}
        value={values.tagline}
        max={120}
        hint={said.taglineHint}
        fault={faultOf('tagline')}
        onType={(tagline) => set({ tagline })}
      />
      <LongText
        label={said.description}
        value={values.description}
        max={1000}
        fault={faultOf('description')}
        onType={(description) => set({ description })}
      />
      <PlaceFields form={form} countries={countries} />
    </>
  )
}

function ClockAndMoney({ form, venue }: { form: VenueForm; venue: VenueAnswer }) {
  const said = useFrame().words.venue
  const { time_zones, currencies, is_currency_fixed } = venue
  return (
    <>
      <ZoneField form={form} zones={time_zones} hint={said.timeZoneHint} />
      <CurrencyField
        form={form}
        currencies={currencies}
        hint={is_currency_fixed ? said.currencyFixed : said.currencyHint}
        isFixed={is_currency_fixed}
      />
      <LanguageField form={form} />
    </>
  )
}
