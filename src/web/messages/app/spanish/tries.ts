import type { TriesWords } from '../tries.ts'

const noReason = 'El banco ha dicho que no, sin dar un motivo.'
const askBank = 'El banco ha dicho que no. Solo el cliente puede preguntarle por qué.'
const blocked = 'La tarjeta está bloqueada. No se lo digas al cliente.'
const again = 'Algo ha fallado en el banco. Otro intento puede salir bien.'
const limit = 'La tarjeta ha alcanzado su límite.'
const notAllowed = 'La tarjeta no permite este pago.'
const unconfirmed = 'El cliente no lo ha confirmado en el banco.'
const wrongCode = 'El código de seguridad era incorrecto.'
const wrongNumber = 'El número de la tarjeta era incorrecto.'
const wrongDate = 'La fecha de caducidad era incorrecta.'

export const spanishTries: TriesWords = {
  heading: 'Intentos de pago',
  none: 'Aún no consta ningún intento.',
  summary: (failures, unique) => {
    const tries = failures === 1 ? '1 intento fallido' : `${failures} intentos fallidos`
    const repeated = failures - unique
    return repeated > 0 ? `${tries}: ${unique} distintos, ${repeated} repetidos` : tries
  },
  newest: (count) => `Se muestran los ${count} más recientes.`,
  card: (brand, last4) => `${brand} acabada en ${last4}`,
  someCard: 'Tarjeta',
  succeeded: 'Pagado.',
  errored: 'No llegó respuesta: se está averiguando si se ha cobrado.',
  declined: noReason,
  told: {
    webhook: 'informado por Stripe',
    browser: 'informado por el navegador del cliente',
    return: 'informado al volver el cliente del banco',
    sweep: 'averiguado preguntando a Stripe',
  },
  declines: {
    approve_with_id: 'El banco quiere que se le pregunte otra vez; entonces puede decir que sí.',
    authentication_required: 'El banco pidió que el cliente lo confirmara, y no se hizo.',
    authentication_not_handled: unconfirmed,
    call_issuer: askBank,
    card_declined: noReason,
    card_not_supported: 'Este tipo de tarjeta no sirve para este pago.',
    card_velocity_exceeded: limit,
    currency_not_supported: 'La tarjeta no puede pagar en esta moneda.',
    do_not_honor: noReason,
    do_not_try_again: 'El banco ha dicho que no y no quiere más intentos con esta tarjeta.',
    duplicate_transaction: 'Hace un momento se pagó el mismo importe con esta tarjeta.',
    expired_card: 'La tarjeta ha caducado.',
    fraudulent: 'Stripe o el banco sospecharon un fraude. No se lo digas al cliente.',
    generic_decline: noReason,
    highest_risk_level: 'Stripe sospechó un fraude. No se lo digas al cliente.',
    incorrect_address: 'La dirección era incorrecta.',
    incorrect_cvc: wrongCode,
    incorrect_number: wrongNumber,
    incorrect_pin: 'El PIN era incorrecto.',
    incorrect_zip: 'El código postal era incorrecto.',
    insufficient_funds: 'No hay suficiente dinero en la tarjeta.',
    invalid_account: 'La tarjeta o su cuenta ya no es válida.',
    invalid_amount: 'El banco no permite este importe.',
    invalid_cvc: wrongCode,
    invalid_expiry_month: wrongDate,
    invalid_expiry_year: wrongDate,
    invalid_number: wrongNumber,
    issuer_not_available: 'No se pudo contactar con el banco. Más tarde puede salir bien.',
    lost_card: 'La tarjeta consta como perdida. No se lo digas al cliente.',
    merchant_blacklist: 'Está en la lista de bloqueo de Stripe. No se lo digas al cliente.',
    new_account_information_available: 'La tarjeta se ha sustituido por una nueva.',
    no_action_taken: noReason,
    not_permitted: notAllowed,
    payment_intent_authentication_failure: unconfirmed,
    pickup_card: blocked,
    processing_error: again,
    reenter_transaction: again,
    restricted_card: blocked,
    security_violation: askBank,
    service_not_allowed: notAllowed,
    stolen_card: 'La tarjeta consta como robada. No se lo digas al cliente.',
    testmode_decline: 'Se usó una tarjeta de prueba.',
    transaction_not_allowed: notAllowed,
    try_again_later: 'El banco ha dicho que no por ahora. Más tarde puede salir bien.',
    withdrawal_count_limit_exceeded: limit,
  },
}
