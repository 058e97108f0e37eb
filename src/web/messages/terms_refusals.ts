import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused of those who settle what tables and packages are sold for. */
export const termsRefusalCodes = [
  'below_card_minimum',
  'copy_source_unknown',
  'deposit_missing',
  'guests_over_seats',
  'guests_promised',
  'included_over_max',
  'over_card_maximum',
  'package_name_taken',
  'table_stays_blocked',
  'table_stays_booked',
  'table_stays_held',
  'vip_begun',
  'worth_below_card_minimum',
] as const

type Sentences = Record<(typeof termsRefusalCodes)[number], (detail: RefusalDetail) => string>

const at = (name: string | undefined) => (name ? `${name}: ` : '')

/** A sentence begins with a capital, whether or not it names something first. */
const begun = (sentences: Sentences): Sentences => {
  const entries = Object.entries(sentences).map(([code, say]) => [
    code,
    (detail: RefusalDetail) => {
      const sentence = say(detail)
      return sentence.charAt(0).toUpperCase() + sentence.slice(1)
    },
  ])
  return Object.fromEntries(entries) as Sentences
}

/** The sentences for all of them. */
export const englishTermsRefusals: Sentences = begun({
  below_card_minimum: ({ name, amount }) =>
    `${at(name)}a card payment carries no less than ${amount ?? 'its minimum'}.`,
  copy_source_unknown: () => 'There are no terms to copy from there.',
  deposit_missing: ({ name }) => `${at(name)}say how much is paid ahead: a sum, or a share.`,
  guests_over_seats: ({ name, max }) =>
    `${at(name)}it seats ${max ?? 'fewer'}. Draw it larger on the plan if it seats more.`,
  guests_promised: ({ name, min }) =>
    `${at(name)}its party was promised ${min ?? 'more'}: it cannot be fewer now.`,
  included_over_max: ({ name, max }) =>
    `${at(name)}more are included than may come${max === undefined ? '' : `, which is ${max}`}.`,
  over_card_maximum: ({ name, amount }) =>
    `${at(name)}this comes to more than one payment carries${amount ? `, which is ${amount}` : ''}.`,
  package_name_taken: () => 'Another package of this night has this name.',
  table_stays_blocked: ({ name }) =>
    `${name ?? 'This table'} is blocked on the board. Unblock it there first.`,
  table_stays_booked: ({ name }) =>
    `${name ?? 'This table'} is booked. Move its party first, or call the booking off.`,
  table_stays_held: ({ name }) =>
    `A guest is paying for ${name ?? 'this table'} at this moment. It stays until that is over.`,
  vip_begun: () => 'Somebody has chosen another plan for this night meanwhile.',
  worth_below_card_minimum: ({ name, amount }) =>
    `${at(name)}table price and minimum spend are less than a card payment carries${amount ? `, which is ${amount}` : ''}.`,
})

/** The same in Spanish. */
export const spanishTermsRefusals: Sentences = begun({
  below_card_minimum: ({ name, amount }) =>
    `${at(name)}un pago con tarjeta no admite menos de ${amount ?? 'su mínimo'}.`,
  copy_source_unknown: () => 'Ahí no hay condiciones que copiar.',
  deposit_missing: ({ name }) =>
    `${at(name)}di cuánto se paga por adelantado: un importe o una parte.`,
  guests_over_seats: ({ name, max }) =>
    `${at(name)}tiene ${max ?? 'menos'} asientos. Dibújala más grande en el plano si caben más.`,
  guests_promised: ({ name, min }) =>
    `${at(name)}a su grupo se le prometieron ${min ?? 'más'}: ahora no pueden ser menos.`,
  included_over_max: ({ name, max }) =>
    `${at(name)}se incluyen más personas de las que pueden venir${max === undefined ? '' : `, que son ${max}`}.`,
  over_card_maximum: ({ name, amount }) =>
    `${at(name)}supera lo que admite un solo pago${amount ? `, que es ${amount}` : ''}.`,
  package_name_taken: () => 'Otro paquete de esta noche tiene este nombre.',
  table_stays_blocked: ({ name }) =>
    `${name ?? 'Esta mesa'} está bloqueada en el plano de mesas. Desbloquéala allí antes.`,
  table_stays_booked: ({ name }) =>
    `${name ?? 'Esta mesa'} está reservada. Mueve antes a su grupo o anula la reserva.`,
  table_stays_held: ({ name }) =>
    `Alguien está pagando ${name ?? 'esta mesa'} en este momento. Se queda hasta que termine.`,
  vip_begun: () => 'Alguien ha elegido mientras tanto otro plano para esta noche.',
  worth_below_card_minimum: ({ name, amount }) =>
    `${at(name)}el precio de la mesa y el consumo mínimo son menos de lo que admite un pago con tarjeta${amount ? `, que es ${amount}` : ''}.`,
})
