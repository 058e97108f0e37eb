import { origin } from './origin.js'

/**
 * A frame of the simulator. Style is set property by property, because the page's Content Security
 * Policy forbids style attributes. Without `color-scheme` a dark page would give the frame an
 * opaque white ground.
 */
export function newFrame(path, title, style) {
  const frame = document.createElement('iframe')
  frame.src = origin + path
  frame.title = title
  Object.assign(frame.style, { border: '0', colorScheme: 'light', display: 'block', ...style })
  return frame
}

/**
 * Opens a private line to a frame once it has loaded. `call(name, argument)` resolves with what
 * the frame's function of that name returns; `onEvent` hears what the frame tells by itself.
 */
export function openChannel(frame, greeting, onEvent) {
  const { port1: port, port2: farPort } = new MessageChannel()
  const waiting = new Map()
  let calls = 0
  port.addEventListener('message', ({ data }) => {
    if (data.answerTo === undefined) return onEvent(data.event, data.detail)
    waiting.get(data.answerTo)?.(data.result)
    waiting.delete(data.answerTo)
  })
  port.start()
  // Only a document of the simulator's own origin gets the other end.
  frame.addEventListener(
    'load',
    () => frame.contentWindow.postMessage({ type: 'stripe-sim:open', greeting }, origin, [farPort]),
    { once: true },
  )
  return {
    call(name, argument) {
      return new Promise((resolve) => {
        calls += 1
        waiting.set(calls, resolve)
        port.postMessage({ id: calls, name, argument })
      })
    },
    // A frame that is gone never answers, so whoever waits is told.
    close(result) {
      for (const resolve of waiting.values()) resolve(result)
      waiting.clear()
      port.close()
    },
  }
}
