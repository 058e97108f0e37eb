/** Browsers and systems by what they write of themselves; the first that fits. */
const BROWSERS: [RegExp, string][] = [
  [/\bEdg/, 'Edge'],
  [/\b(OPR|Opera)/, 'Opera'],
  [/\bSamsungBrowser/, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)/, 'Firefox'],
  [/\b(Chrome|CriOS)/, 'Chrome'],
  [/\bSafari/, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** A browser as its owner knows it: "Chrome, Android". Undefined for what is none of them. */
export function browserName(userAgent: string | null): string | undefined {
  const named = (list: [RegExp, string][]) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  const words = [named(BROWSERS), named(SYSTEMS)].filter((word) => word !== undefined)
  return words.length > 0 ? words.join(', ') : undefined
}
