/** What Windows-1252 has above Latin-1; the PDF standard fonts know these and no more. */
const WINDOWS_1252_EXTRAS = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')
/** Letters that Unicode does not take apart into a base and an accent. */
const LETTERS: Record<string, string> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ș: 's' }

/**
 * `text` as the PDF standard fonts can print it. Accents beyond Western Europe are dropped ("Ołga"
 * becomes "Olga"), other scripts become question marks: an embedded font for every script of the
 * world would make each receipt megabytes large.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), printableCharacter).join('')
}

/**
 * Can the PDF standard fonts print all of `text` as it is? A guest's name is printed whole or not.
 */
export function isPrintable(text: string): boolean {
  return Array.from(text.normalize('NFC')).every(isKnown)
}

function printableCharacter(character: string): string {
  // Narrow and figure spaces come from Intl's amounts.
  if (/\s/u.test(character)) return ' '
  if (isKnown(character)) return character
  const plain = character.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  if (plain !== '' && Array.from(plain).every(isKnown)) return plain
  return LETTERS[character] ?? (/\p{Cc}|\p{Cf}|\p{M}/u.test(character) ? '' : '?')
}

function isKnown(character: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]$/u.test(character) || WINDOWS_1252_EXTRAS.has(character)
}
