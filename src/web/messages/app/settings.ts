/** What the pages of the settings have in common. */
export const englishSettings = {
  heading: 'Settings',
  parts: 'Parts of the settings',
  venue: 'Venue',
  prices: 'Taxes and fees',
  mail: 'Mail settings',
  stripe: 'Stripe',
  preview: 'Mail preview',
  guests: 'Data protection',
}

export type SettingsWords = typeof englishSettings
