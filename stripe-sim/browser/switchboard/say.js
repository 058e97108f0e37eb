const shown_ms = 6_000

let timer

/** Tells the reader what has happened, by eye and by ear. */
export function say(text, { stays = false } = {}) {
  const place = document.getElementById('told')
  place.textContent = text
  clearTimeout(timer)
  if (stays) return
  timer = setTimeout(() => {
    place.textContent = ''
  }, shown_ms)
}

/** Writes a problem below the button or form that caused it. */
export function complain(element, text) {
  const problem = document.createElement('p')
  problem.className = 'problem'
  problem.dataset.client = ''
  problem.setAttribute('role', 'alert')
  problem.textContent = text
  const place = element.closest('.actions') ?? element.closest('form') ?? element
  place.after(problem)
}

/** Takes away what was complained of before. */
export function hush() {
  for (const problem of document.querySelectorAll('.problem')) problem.remove()
}
