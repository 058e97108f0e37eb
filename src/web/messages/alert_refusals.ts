/** What can be refused of those who see to alerts. */
export const alertRefusalCodes = [
  'address_twice',
  'alert_heals_itself',
  'alert_over',
  'alert_unknown',
] as const

/** The sentences for all of them. */
export const englishAlertRefusals: Record<(typeof alertRefusalCodes)[number], () => string> = {
  address_twice: () => 'This address is in the list already.',
  alert_heals_itself: () => 'This alert resolves itself when it has healed.',
  alert_over: () => 'This alert is resolved already.',
  alert_unknown: () => 'There is no such alert.',
}
