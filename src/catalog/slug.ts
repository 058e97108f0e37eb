/** Longer titles are cut: an address is read out loud. */
const TITLE_LENGTH_MAX = 60

/** The address proposed for a night, of its title and date: "concrete-garden-2026-12-05". */
export function proposeSlug(title: string, localTime: string): string {
  const words = title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, TITLE_LENGTH_MAX)
    .replace(/-$/, '')
  return `${words || 'night'}-${localTime.slice(0, 10)}`
}
