/** What stands on the page with the venue itself. */
export const englishVenue = {
  facts: 'Name and place',
  name: 'Name',
  tagline: 'One line about it',
  taglineHint: 'Stands beside the name, and in what search engines show.',
  description: 'Description',
  street: 'Street and number',
  postal_code: 'Postal code',
  city: 'City',
  country: 'Country',
  clock: 'Clock and money',
  time_zone: 'Time zone',
  timeZoneHint:
    'Every time on pages, tickets and mails is of this clock. Nights keep their moment: with another clock the same night begins at another hour.',
  currency: 'Currency',
  currencyHint: 'Prices keep their figures: look through them after a change.',
  currencyFixed:
    'Something was ordered already. The currency stays, so that the books count one kind of money.',
  look: 'Look',
  lookWhy: 'On the storefront, on tickets and in mails.',
  accent: 'Colour',
  accentHint: (min: string) =>
    `Buttons, links and edges. Text in it has to stand out from the dark ground by ${min} to 1.`,
  accentOwn: 'A colour of our own',
  accentHex: 'As #rrggbb',
  sample: 'Buy tickets',
  sampleText: 'A link like this, on the ground of a page.',
  logo: 'Logo',
  logoHint: 'PNG, JPEG or WebP, 512 kB at most. It stands on a dark ground.',
  logoNone: 'None: the name stands in its place.',
  logoShown: 'The logo of now',
  logoChoose: 'Choose a logo',
  logoChange: 'Choose another',
  logoRemove: 'Take it away',
  logoKept: 'The logo is on every page now.',
  logoRemoved: 'The name stands in its place again.',
  save: 'Save',
  saved: 'Saved. Pages show it from now on.',
}

export type VenueWords = typeof englishVenue
