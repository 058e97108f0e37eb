import { loadFonts, setAppearance } from './appearance.js'
import { newCardFields } from './card_fields.js'
import { confirmIntent, createPaymentMethod } from './requests.js'

// The page around opens a private line with its first message; nothing else is ever listened to.
window.addEventListener('message', function open(event) {
  if (event.source !== window.parent || event.data?.type !== 'stripe-sim:open') return
  window.removeEventListener('message', open)
  const [port] = event.ports
  void start(port, event.data.greeting)
})

async function start(port, { publishableKey, appearance, fonts, options }) {
  const tell = (event, detail) => port.postMessage({ event, detail })
  const fields = newCardFields(tell)
  const functions = functionsOf(fields, publishableKey)
  setAppearance(appearance)
  functions.setOptions(options)
  await Promise.race([loadFonts(fonts), wait(fontWait_ms)])
  port.addEventListener('message', ({ data: { id, name, argument } }) => {
    void Promise.resolve(functions[name](argument)).then((result) =>
      port.postMessage({ answerTo: id, result }),
    )
  })
  port.start()
  new ResizeObserver(() => tell('height', heightOf(document.body))).observe(document.body)
  tell('height', heightOf(document.body))
  document.body.classList.add('ready')
  tell('loaded')
  tell('change', fields.state())
  document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())
}

// A font that does not come must not keep the guest from paying.
const fontWait_ms = 1_000

function functionsOf(fields, publishableKey) {
  return {
    setAppearance,
    setOptions: ({ readOnly = false } = {}) => fields.setReadOnly(readOnly),
    focus: fields.focus,
    blur: fields.blur,
    clear: fields.clear,
    validate: () => judged(fields) ?? { selectedPaymentMethod: 'card' },
    async confirm(call) {
      const wrong = judged(fields)
      if (wrong) return wrong
      const result = await confirmIntent(publishableKey, fields.card(), call)
      if (result.error) showAtField(fields, result.error)
      return result
    },
    async createPaymentMethod({ params }) {
      return judged(fields) ?? createPaymentMethod(publishableKey, fields.card(), params)
    },
  }
}

function judged(fields) {
  const fault = fields.validate()
  return fault && { error: { type: 'validation_error', ...fault } }
}

// What the bank says about one input stands under that input too.
function showAtField(fields, { type, param, message }) {
  const field = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc' }[param]
  if (type === 'card_error' && field) fields.show(field, { message })
}

function heightOf(body) {
  return Math.ceil(body.getBoundingClientRect().height)
}

function wait(delay_ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, delay_ms)
  })
}
