import type { AppWords } from '../../../messages/app/english.ts'

export type { AppWords }

/** The sentences of the page's language, in a file of their own; English where we lack it. */
export async function loadWords(locale: string): Promise<AppWords> {
  const isSpanish = locale === 'es' || locale.startsWith('es-')
  return isSpanish
    ? (await import('../../../messages/app/spanish/spanish.ts')).spanishApp
    : (await import('../../../messages/app/english.ts')).englishApp
}
