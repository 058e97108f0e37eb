import { callApi } from '../shared/api.js'
import { loadFonts, setAppearance } from './appearance.js'
import { newCardFields } from './card_fields.js'
import { openLine, reportHeight } from './channel.js'
import { newMethodRow } from './method_row.js'

// A card's details go from here to the API and nowhere else.
openLine(async ({ publishableKey, appearance, fonts, options }, tell) => {
  const tellChange = () => tell('change', { ...fields.state(), ...row.state() })
  const fields = newCardFields(tell, tellChange)
  const row = newMethodRow(fields, tellChange)
  const functions = functionsOf({ fields, row, publishableKey })
  setAppearance(appearance)
  functions.setOptions(options)
  await loadFonts(fonts)
  reportHeight(tell)
  document.body.classList.add('ready')
  // Once the page has heard that the frame is ready.
  setTimeout(tellChange)
  return functions
})

const incomplete = {
  type: 'validation_error',
  code: 'incomplete_payment_details',
  message: 'Your payment details are incomplete.',
}

function functionsOf({ fields, row, publishableKey }) {
  const fault = () => {
    if (row.state().collapsed) return incomplete
    const found = fields.validate()
    return found && { type: 'validation_error', ...found }
  }
  return {
    async setLook({ appearance, fonts }) {
      await loadFonts(fonts)
      setAppearance(appearance)
    },
    setOptions({ readOnly = false, layout }) {
      fields.setReadOnly(readOnly)
      row.setLayout(layout)
    },
    focus: () => (row.state().collapsed ? row.focus() : fields.focus()),
    blur: () => document.activeElement?.blur(),
    clear: fields.clear,
    collapse: row.collapse,
    validate() {
      const error = fault()
      return error ? { error } : { selectedPaymentMethod: 'card' }
    },
    /** Sends the card with the page's fields: a confirmation, or a confirmation token. */
    async pay({ path, fields: given }) {
      const error = fault()
      if (error) return { error }
      const payment_method_data = { ...given.payment_method_data, ...methodOf(fields) }
      const whole = { key: publishableKey, ...given, payment_method_data }
      return shown(fields, await callApi(path, whole))
    },
    async createPaymentMethod(params) {
      const error = fault()
      if (error) return { error }
      const whole = { key: publishableKey, ...params, ...methodOf(fields) }
      return shown(fields, await callApi('/v1/payment_methods', whole))
    },
  }
}

function methodOf(fields) {
  return { type: 'card', card: fields.card() }
}

// What the bank says about one input stands under that input, too.
function shown(fields, result) {
  const { type, param, message } = result.error ?? {}
  const field = { number: 'number', exp_month: 'expiry', exp_year: 'expiry', cvc: 'cvc' }[param]
  if (type === 'card_error' && field) fields.show(field, { message })
  return result
}
