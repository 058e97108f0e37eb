type Option = [value: string, name: string]

/** The languages of pages and mails, each by its own name. */
export const languages: Option[] = [
  ['en', 'English'],
  ['es', 'Español'],
]

/** Countries by their names, in the order of the language. */
export function countryNames(codes: string[], locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return codes
    .map((code): Option => [code, names.of(code) ?? code])
    .toSorted(([, one], [, other]) => one.localeCompare(other, locale))
}

/** Currencies by their letters and names. */
export function currencyNames(codes: string[], locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  return codes.map((code) => {
    const letters = code.toUpperCase()
    return [code, `${letters}, ${names.of(letters) ?? letters}`]
  })
}

/** Time zones; an older name of a place, which the list leaves out, stays until it is changed. */
export function zoneNames(zones: string[], chosen: string): Option[] {
  return [...new Set([chosen, ...zones])].map((zone) => [zone, zone.replaceAll('_', ' ')])
}
