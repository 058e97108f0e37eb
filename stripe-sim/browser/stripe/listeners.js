/** The listeners of an element, with the methods that its interface has for them. */
export function newListeners() {
  const byEvent = new Map()
  return {
    emit: (event, detail) => {
      for (const listener of byEvent.get(event) ?? []) callSafely(listener, detail)
    },
    hears: (event) => (byEvent.get(event)?.size ?? 0) > 0,
    forgetAll: () => byEvent.clear(),
    // Each method is put on the element and returns it, so that calls can be chained.
    methods: {
      on(event, listener) {
        byEvent.set(event, (byEvent.get(event) ?? new Set()).add(listener))
        return this
      },
      once(event, listener) {
        const heard = (detail) => {
          byEvent.get(event)?.delete(heard)
          listener(detail)
        }
        heard.listener = listener
        return this.on(event, heard)
      },
      off(event, listener) {
        if (!listener) byEvent.delete(event)
        for (const each of byEvent.get(event) ?? []) {
          if (each === listener || each.listener === listener) byEvent.get(event).delete(each)
        }
        return this
      },
    },
  }
}

// What one listener throws is the page's to see, and keeps no other from hearing.
function callSafely(listener, detail) {
  try {
    listener(detail)
  } catch (error) {
    reportError(error)
  }
}
