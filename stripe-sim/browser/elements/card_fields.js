import { fieldNames as names, format, inputOf, digitsOf } from './card_format.js'
import { brandOf, cvcLengthMax, judgeCvc, judgeExpiry, judgeNumber } from './card_rules.js'

const judges = { number: judgeNumber, expiry: judgeExpiry, cvc: judgeCvc }
const judge = (name) => judges[name](digitsOf(name))

/**
 * The three inputs of a card: they format and judge themselves. `tell` hears what happens,
 * `onChange` that something was typed.
 */
export function newCardFields(tell, onChange) {
  const judged = (name, fault) => {
    show(name, fault)
    tell('validity', { valid: document.querySelector('.Input--invalid') === null })
  }
  for (const name of names) listenTo(name, judged, onChange)
  listenToForm(document.querySelector('form'), tell)
  return {
    card,
    state,
    show: judged,
    setReadOnly,
    focus: () => inputOf('number').focus(),
    /** Judges every input, shows what is wrong, goes to the first of them and returns it. */
    validate() {
      const faults = names.map((name) => ({ name, fault: judge(name) }))
      const first = faults.find(({ fault }) => fault)
      for (const { name, fault } of faults) judged(name, fault)
      if (first) inputOf(first.name).focus()
      return first?.fault
    },
    clear() {
      for (const name of names) {
        inputOf(name).value = ''
        judged(name, undefined)
      }
      drawBrand()
      onChange()
    },
  }
}

function listenToForm(form, tell) {
  form.addEventListener('submit', (event) => event.preventDefault())
  // Going from one input to the next neither leaves the Element nor enters it.
  form.addEventListener('focusin', ({ relatedTarget }) => {
    if (relatedTarget === null) tell('focus')
  })
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === null) tell('blur')
  })
  form.addEventListener('keydown', ({ key, target }) => {
    if (key === 'Escape') tell('escape')
    if (key === 'Enter' && target.matches('input')) tell('enter')
  })
}

function listenTo(name, judged, onChange) {
  const input = inputOf(name)
  input.addEventListener('input', (event) => {
    format(name, event)
    if (name === 'number') drawBrand()
    // What is not finished yet is no fault while somebody types.
    const fault = judge(name)
    judged(name, fault?.code.startsWith('incomplete') ? undefined : fault)
    onChange()
    advance(name, event)
  })
  input.addEventListener('focus', () => drawStates(name))
  input.addEventListener('blur', () => {
    drawStates(name)
    if (digitsOf(name) !== '') judged(name, judge(name))
  })
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Backspace' && input.value === '') inputBeside(name, -1)?.focus()
  })
  drawStates(name)
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
  }
}

/** Puts a fault under an input, or takes it away. */
function show(name, fault) {
  const input = inputOf(name)
  input.classList.toggle('Input--invalid', fault !== undefined)
  if (fault) input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
  document.querySelector(`#${name}-error`).textContent = fault?.message ?? ''
  drawStates(name)
}

// The states by which `appearance.rules` may speak of an input and its label.
function drawStates(name) {
  const input = inputOf(name)
  const isEmpty = input.value === ''
  const isFocused = document.activeElement === input
  const isInvalid = input.classList.contains('Input--invalid')
  input.classList.toggle('Input--empty', isEmpty)
  const { classList } = document.querySelector(`.Label[for="${name}"]`)
  classList.toggle('Label--empty', isEmpty)
  classList.toggle('Label--focused', isFocused)
  classList.toggle('Label--invalid', isInvalid)
  classList.toggle('Label--floating', !isEmpty || isFocused)
  classList.toggle('Label--resting', isEmpty && !isFocused)
}

function setReadOnly(isReadOnly) {
  for (const name of names) inputOf(name).readOnly = isReadOnly
}

function drawBrand() {
  const { name, short } = brandOf(digitsOf('number'))
  const brand = document.querySelector('.Brand')
  brand.textContent = short
  brand.dataset.brand = name
}

// Only while somebody types at the end: corrections in the middle keep the focus.
function advance(name, event) {
  const input = inputOf(name)
  const isAtEnd = input.selectionStart === input.value.length
  if (event.inputType !== 'insertText' || !isAtEnd || judge(name)) return
  // A code of three digits may still become one of four.
  if (name === 'cvc' && digitsOf('cvc').length < cvcLengthMax(digitsOf('number'))) return
  inputBeside(name, 1)?.focus()
}

function inputBeside(name, step) {
  const other = names[names.indexOf(name) + step]
  return other && inputOf(other)
}
