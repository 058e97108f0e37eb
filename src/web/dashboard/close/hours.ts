/**
 * How full hours read in a time zone: "Sun 25 Oct, 02:00", with what it is ahead of UTC where the
 * clocks are set back and two of them read the same.
 */
export function hourWriter(locale: string, timeZone: string, hours: string[]) {
  const options = {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const plain = new Intl.DateTimeFormat(locale, options)
  const exact = new Intl.DateTimeFormat(locale, { ...options, timeZoneName: 'shortOffset' })
  const read = hours.map((at) => plain.format(new Date(at)))
  const twice = new Set(read.filter((text, n) => read.indexOf(text) < n))
  return (at: string): string => {
    const text = plain.format(new Date(at))
    return twice.has(text) ? exact.format(new Date(at)) : text
  }
}
