let offset_ms = 0

/** Begins to move every clock and countdown of the page. */
export function tickEverySecond() {
  tick()
  setInterval(tick, 1_000)
}

/** Writes the present, and how long it is until what is to come. */
export function tick() {
  offset_ms = Number(document.body.dataset.ahead_ms)
  const now_ms = Date.now() + offset_ms
  for (const face of document.querySelectorAll('[data-clock]')) {
    write(face, new Date(now_ms).toISOString().slice(11, 19))
  }
  for (const count of document.querySelectorAll('[data-until]')) {
    write(count, remaining(Number(count.dataset.until) - now_ms))
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}

function remaining(span_ms) {
  const seconds = Math.ceil(span_ms / 1000)
  if (seconds <= 0) return 'now'
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const told = parts.filter(([count]) => count > 0).slice(0, 2)
  return `in ${told.map(([count, unit]) => `${count} ${unit}`).join(' ')}`
}
