/** The listeners of an element, with the methods that its interface has for them. */
export function newListeners() {
  const byEvent = new Map()
  return {
    emit: (event, detail) => {
      for (const listener of byEvent.get(event) ?? []) listener(detail)
    },
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
        return this.on(event, heard)
      },
      off(event, listener) {
        if (listener) byEvent.get(event)?.delete(listener)
        else byEvent.delete(event)
        return this
      },
    },
  }
}
