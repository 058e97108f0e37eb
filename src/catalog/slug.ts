/** Longer titles are cut: an address is read out loud. */
const TITLE_LENGTH_MAX = 60

/** The address proposed for a night, of its title and date: "concrete-garden-2026-12-05". */
export function proposeSlug(title: string, localTime: string): string {
  return `${slugOf(title) || 'night'}-${localTime.slice(0, 10)}`
}

/** A title as part of an address; empty where it has no letter or digit for that. */
export function slugOf(title: string): string {
  return title
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, TITLE_LENGTH_MAX)
    .replace(/-$/, '')
}
