/**
 * The frame's end of the private line to the page around it. The frame says hello, and the page
 * answers once with a port; nothing else is ever listened to. `start(greeting, tell)` gets what
 * the page said and returns (or resolves with) the functions that the page may call.
 */
export function openLine(start) {
  window.addEventListener('message', function open(event) {
    if (event.source !== window.parent || event.data?.type !== 'stripe-sim:open') return
    window.removeEventListener('message', open)
    const [port] = event.ports
    void serve(port, event.data.greeting, start)
  })
  // Nothing secret is said, so any page that shows this frame may hear it.
  window.parent.postMessage({ type: 'stripe-sim:hello' }, '*')
}

async function serve(port, greeting, start) {
  const tell = (event, detail) => port.postMessage({ event, detail })
  const functions = await start(greeting, tell)
  port.addEventListener('message', async ({ data: { id, name, argument } }) => {
    port.postMessage({ answerTo: id, result: await answered(functions[name], argument) })
  })
  port.start()
  tell('loaded')
}

/** Tells the page how high the frame's content is, now and whenever that changes. */
export function reportHeight(tell) {
  const report = () => tell('height', Math.ceil(document.body.getBoundingClientRect().height))
  new ResizeObserver(report).observe(document.body)
  report()
}

// A mistake in here must not leave the page waiting.
async function answered(ask, argument) {
  try {
    return await ask(argument)
  } catch (error) {
    return { error: { type: 'api_error', message: error.message } }
  }
}
