// The bank's page inside the frame of the stand-in. Alone in its window it is a plain form.
const challenge = document.querySelector('form')
if (challenge !== null && window.parent !== window) {
  document.querySelector('#test-source-authorize-3ds')?.focus()
  challenge.addEventListener('submit', (event) => {
    event.preventDefault()
    void answer(challenge, event.submitter)
  })
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
    // Nothing secret is told, so any page that shows this frame may hear it.
    window.parent.postMessage({ type: 'stripe-sim:challenge-answered' }, '*')
  } catch {
    problem.hidden = false
    for (const each of buttons) each.disabled = false
  }
}
