import { brandOf, judgeCvc, judgeExpiry, judgeNumber } from './card_rules.js'

const input = (name) => document.querySelector(`input[name="${name}"]`)
const digitsOf = (name) => input(name).value.replaceAll(/\D/g, '')
const names = ['number', 'expiry', 'cvc']

/** The three inputs of a card: they format and judge themselves. `tell` hears what happens. */
export function newCardFields(tell) {
  for (const name of names) {
    input(name).addEventListener('input', (event) => {
      format(name, event)
      show(name, undefined)
      tell('change', state())
      advance(name, event)
    })
    input(name).addEventListener('focus', () => tell('focus'))
    input(name).addEventListener('blur', () => {
      if (digitsOf(name) !== '') show(name, judge(name))
      tell('blur')
    })
    input(name).addEventListener('keydown', (event) => {
      if (event.key === 'Escape') tell('escape')
      if (event.key === 'Backspace' && input(name).value === '') goBack(name)
    })
  }
  return { card, state, validate, clear, show, setReadOnly, focus, blur }
}

/** The card as the API takes it. */
function card() {
  const expiry = digitsOf('expiry')
  return {
    number: digitsOf('number'),
    exp_month: expiry.slice(0, 2),
    exp_year: expiry.slice(2, 4),
    cvc: digitsOf('cvc'),
  }
}

function state() {
  return {
    empty: names.every((name) => digitsOf(name) === ''),
    complete: names.every((name) => judge(name) === undefined),
    collapsed: false,
    value: { type: 'card' },
  }
}

/** Judges every input, shows what is wrong, goes to the first of them and returns it. */
function validate() {
  const faults = names.map((name) => ({ name, fault: judge(name) })).filter(({ fault }) => fault)
  for (const { name, fault } of faults) show(name, fault)
  const [first] = faults
  if (first) input(first.name).focus()
  return first?.fault
}

function clear() {
  for (const name of names) {
    input(name).value = ''
    show(name, undefined)
  }
  drawBrand()
}

/** Puts a fault under an input, or takes it away. */
function show(name, fault) {
  const field = input(name)
  field.classList.toggle('Input--invalid', fault !== undefined)
  if (fault) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
  document.querySelector(`#${name}-error`).textContent = fault?.message ?? ''
}

function setReadOnly(isReadOnly) {
  for (const name of names) input(name).disabled = isReadOnly
}

function focus() {
  input('number').focus()
}

function blur() {
  document.activeElement?.blur()
}

function judge(name) {
  if (name === 'number') return judgeNumber(digitsOf('number'))
  if (name === 'expiry') return judgeExpiry(digitsOf('expiry'))
  return judgeCvc(digitsOf('cvc'), digitsOf('number'))
}

// The caret stays behind the digit that it stood behind, wherever the spaces went.
function format(name, event) {
  const field = input(name)
  const before = field.value.slice(0, field.selectionStart ?? 0).replaceAll(/\D/g, '').length
  const isDeleting = event.inputType?.startsWith('delete') ?? false
  const written = writers[name](digitsOf(name), isDeleting)
  const added = written.replaceAll(/\D/g, '').length - digitsOf(name).length
  field.value = written
  if (document.activeElement === field) {
    const caret = caretAfter(written, before + Math.max(0, added), isDeleting)
    field.setSelectionRange(caret, caret)
  }
  if (name === 'number') drawBrand()
}

const writers = {
  number(digits) {
    const { groups, lengths } = brandOf(digits)
    const kept = digits.slice(0, Math.max(...lengths))
    let start = 0
    const parts = groups.map((length) => kept.slice(start, (start += length)))
    return parts.filter(Boolean).join(' ')
  },
  // A first digit above 1 can only be a month of one digit, and 13 can only be January and a 3.
  expiry(digits, isDeleting) {
    let month = digits
    if (/^[2-9]/.test(digits)) month = `0${digits}`
    if (/^1[3-9]/.test(digits)) month = `0${digits}`
    // Autofill and paste may bring MM/YYYY.
    if (/^\d{2}20\d{2}$/.test(month)) month = month.slice(0, 2) + month.slice(4)
    const kept = month.slice(0, 4)
    if (kept.length < 2 || (kept.length === 2 && isDeleting)) return kept
    return `${kept.slice(0, 2)} / ${kept.slice(2)}`
  },
  cvc: (digits) => digits.slice(0, brandOf(digitsOf('number')).cvcLength),
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

function drawBrand() {
  const { name } = brandOf(digitsOf('number'))
  const short = name === 'mastercard' ? 'MC' : name === 'discover' ? 'Disc' : name
  document.querySelector('.Brand').textContent = short
}

// Only while somebody types at the end: corrections in the middle keep the focus.
function advance(name, event) {
  const field = input(name)
  const isAtEnd = field.selectionStart === field.value.length
  if (event.inputType !== 'insertText' || !isAtEnd || judge(name)) return
  const next = names[names.indexOf(name) + 1]
  if (next) input(next).focus()
}

function goBack(name) {
  const previous = names[names.indexOf(name) - 1]
  if (previous) input(previous).focus()
}
