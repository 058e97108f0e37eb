import type { VenueAnswer } from '../../../dashboard/api/venue_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { LongText, OneOf, Text } from './fields.tsx'
import { Logo } from './logo.tsx'
import { SettingsPage } from './settings_page.tsx'
import { useForm, type Form } from './use_form.ts'
import { AccentFields } from './accent_fields.tsx'

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
  const { country, time_zone, currency, accent } = venue
  const place = { street, postal_code, city, country }
  const known = { name, tagline, description, ...place, time_zone, currency, accent }
  const form = useForm<VenueValues>(path, known, said.saved)
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
  const names = new Intl.DisplayNames(data.locale, { type: 'region' })
  const { values, set, faultOf } = form
  const options = countries
    .map((code): [string, string] => [code, names.of(code) ?? code])
    .toSorted(([, one], [, other]) => one.localeCompare(other, data.locale))
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
        options={options}
        fault={faultOf('country')}
        onType={(country) => set({ country })}
      />
    </>
  )
}

function ClockAndMoney({ form, venue }: { form: VenueForm; venue: VenueAnswer }) {
  const { words, data } = useFrame()
  const said = words.venue
  const { values, set, faultOf } = form
  const names = new Intl.DisplayNames(data.locale, { type: 'currency' })
  // An older name of a place, which the list leaves out, stays until it is changed.
  const zones = new Set([venue.time_zone, ...venue.time_zones])
  const money = venue.currencies.map((code): [string, string] => {
    const letters = code.toUpperCase()
    return [code, `${letters}, ${names.of(letters) ?? letters}`]
  })
  return (
    <>
      <OneOf
        label={said.time_zone}
        value={values.time_zone}
        options={[...zones].map((zone) => [zone, zone.replaceAll('_', ' ')])}
        hint={said.timeZoneHint}
        fault={faultOf('time_zone')}
        onType={(time_zone) => set({ time_zone })}
      />
      <OneOf
        label={said.currency}
        value={values.currency}
        options={money}
        hint={venue.is_currency_fixed ? said.currencyFixed : said.currencyHint}
        fault={faultOf('currency')}
        isDisabled={venue.is_currency_fixed}
        onType={(currency) => set({ currency })}
      />
    </>
  )
}
