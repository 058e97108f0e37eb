import { cvcLengthMax, writtenNumber } from './card_rules.js'

export const fieldNames = ['number', 'expiry', 'cvc']
export const inputOf = (name) => document.querySelector(`input[name="${name}"]`)
export const digitsOf = (name) => inputOf(name).value.replaceAll(/\D/g, '')

/**
 * Writes an input's digits as people write them. The caret stays behind the digit that it stood
 * behind, wherever the spaces went.
 */
export function format(name, event) {
  const input = inputOf(name)
  const before = input.value.slice(0, input.selectionStart ?? 0).replaceAll(/\D/g, '').length
  const isDeleting = event.inputType?.startsWith('delete') ?? false
  const written = writers[name](digitsOf(name), isDeleting)
  const added = written.replaceAll(/\D/g, '').length - digitsOf(name).length
  input.value = written
  if (document.activeElement !== input) return
  const caret = caretAfter(written, before + Math.max(0, added), isDeleting)
  input.setSelectionRange(caret, caret)
}

const writers = {
  number: (digits) => writtenNumber(digits),
  // A first digit above 1 can only be a month of one digit, and a 13 that is just being typed can
  // only become January and a year that begins with 3.
  expiry(digits, isDeleting) {
    const isShort = /^[2-9]/.test(digits) || /^1[3-9]$/.test(digits)
    let date = isShort && !isDeleting ? `0${digits}` : digits
    // Autofill and paste may bring MM/YYYY.
    if (/^\d{2}20\d{2}$/.test(date)) date = date.slice(0, 2) + date.slice(4)
    const kept = date.slice(0, 4)
    if (kept.length < 2 || (kept.length === 2 && isDeleting)) return kept
    return `${kept.slice(0, 2)} / ${kept.slice(2)}`
  },
  cvc: (digits) => digits.slice(0, cvcLengthMax(digitsOf('number'))),
}

function caretAfter(text, digits, isDeleting) {
  let seen = 0
  let position = 0
  while (position < text.length && seen < digits) {
    if (/\d/.test(text[position])) seen += 1
    position += 1
  }
  if (isDeleting) return position
  while (position < text.length && /\D/.test(text[position])) position += 1
  return position
}
