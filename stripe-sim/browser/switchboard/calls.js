import { argumentOf, dirtyForms } from './forms.js'
import { refresh } from './refresh.js'
import { complain, hush, say } from './say.js'

const busy = new WeakSet()
let aimed = null

/** Lets buttons and forms call the control plane. */
export function listenForCalls() {
  document.addEventListener('click', stopStray, { capture: true })
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-calls]')
    if (button !== null) void run(button, button, JSON.parse(button.dataset.calls))
  })
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.control === undefined) return
    event.preventDefault()
    void run(form, event.submitter ?? form, [[form.dataset.control, argumentOf(form)]])
  })
  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-control]')
    if (form !== null) dirtyForms.add(form)
  })
}

// A click may only reach the button that was there when somebody aimed at it.
function stopStray(event) {
  const button = event.target.closest('button')
  const isAnother = event.detail > 1 && button !== aimed
  if (event.detail <= 1) aimed = button
  if (button?.closest('[data-calls], form[data-control]') == null) return
  if (!isAnother && button.getAttribute('aria-disabled') !== 'true') return
  event.preventDefault()
  event.stopPropagation()
}

async function run(source, pressed, calls) {
  if (busy.has(source)) return
  busy.add(source)
  // The page that comes back may have made something else of the element.
  const { done, control } = source.dataset
  hush()
  pressed.setAttribute('aria-busy', 'true')
  let problem = null
  try {
    for (const [name, argument] of calls) await call(name, argument)
  } catch (error) {
    problem = error.message
  }
  busy.delete(source)
  if (problem === null) dirtyForms.delete(source)
  await refresh()
  pressed.removeAttribute('aria-busy')
  if (problem === null) {
    if (source.localName === 'form') settle(source, control)
    say(done)
  } else if (pressed.isConnected) complain(pressed, problem)
  else say(problem)
}

// The settings now stand in the form as the simulator has them; a checked "forget" must not stay.
function settle(form, control) {
  if (['configure', 'reset'].includes(control)) form.reset()
}

async function call(name, argument) {
  const path = name.startsWith('/') ? name : `/_control/${name}`
  let response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(argument),
    })
  } catch {
    throw new Error('The simulator does not answer.')
  }
  if (response.ok) return
  const { error } = await response.json().catch(() => ({}))
  throw new Error(error ?? `The simulator answered ${response.status}.`)
}
