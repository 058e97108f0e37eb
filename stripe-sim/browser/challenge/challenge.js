// The bank's page inside the frame of the stand-in. Alone in its window it is a plain form.
const challenge = document.querySelector('form')
if (window.parent !== window) {
  if (challenge === null) tell('challenge-answered')
  else take(challenge)
}

function take(form) {
  const dialog = form.closest('main')
  dialog.setAttribute('role', 'dialog')
  dialog.setAttribute('aria-modal', 'true')
  dialog.setAttribute('aria-labelledby', 'question')
  form.querySelector('button').focus()
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void answer(form, event.submitter)
  })
  document.addEventListener('keydown', (event) => {
    const close = form.querySelector('.close')
    if (event.key === 'Escape' && !close.disabled) form.requestSubmit(close)
    if (event.key === 'Tab') stayInside(form, event)
  })
  tell('challenge-shown')
}

async function answer(form, button) {
  const buttons = [...form.querySelectorAll('button')]
  const problem = form.querySelector('.problem')
  const body = new URLSearchParams(new FormData(form, button))
  for (const each of buttons) each.disabled = true
  problem.hidden = true
  try {
    const headers = { accept: 'application/json' }
    const response = await fetch(location.href, { method: 'POST', headers, body })
    // 409: another window answered, or the intent was cancelled. The page around looks for itself.
    if (!response.ok && response.status !== 409) throw new Error(`HTTP ${response.status}`)
    tell('challenge-answered')
  } catch {
    for (const each of buttons) each.disabled = false
    problem.hidden = false
    button.focus()
  }
}

// The page behind is not to be reached with the keyboard while the bank asks.
function stayInside(form, event) {
  const buttons = [...form.querySelectorAll('button')]
  const [first, last] = [buttons[0], buttons.at(-1)]
  const [end, start] = event.shiftKey ? [first, last] : [last, first]
  if (document.activeElement !== end) return
  event.preventDefault()
  start.focus()
}

// Nothing secret is told, so any page that shows this frame may hear it.
function tell(what) {
  window.parent.postMessage({ type: `stripe-sim:${what}` }, '*')
}
