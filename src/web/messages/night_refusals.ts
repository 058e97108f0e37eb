import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused around nights: of those who run them, and of guests meanwhile. */
export const nightRefusalCodes = [
  'arrive_by_outside',
  'capacity_below_taken',
  'changed_meanwhile',
  'ends_before_doors',
  'hard_capacity_below',
  'night_cancelled',
  'night_in_use',
  'night_not_draft',
  'over_hard_capacity',
  'price_too_small',
  'release_follows',
  'release_in_circle',
  'release_not_open',
  'sale_ends_first',
  'sales_paused',
  'slug_fixed',
  'slug_taken',
  'ticket_type_ordered',
  'time_skipped',
] as const

type Sentences = Record<(typeof nightRefusalCodes)[number], (detail: RefusalDetail) => string>

/** The sentences for all of them. */
export const englishNightRefusals: Sentences = {
  arrive_by_outside: () =>
    'The time to arrive lies outside the night: choose one between its doors and its end.',
  capacity_below_taken: ({ min }) =>
    min === undefined
      ? 'More are sold or held.'
      : `${min} are sold or held: it cannot be less than that.`,
  changed_meanwhile: ({ by }) =>
    `${by ?? 'Somebody'} has changed this meanwhile. Look at it before you save.`,
  ends_before_doors: () => 'The night has to end after its doors.',
  hard_capacity_below: ({ min, night }) =>
    `Nights have places for more${night ? `, such as ${night}` : ''}${min === undefined ? '' : `: ${min}`}. Lower their capacities first.`,
  night_cancelled: () => 'This night is cancelled, and stays as it is.',
  night_in_use: () =>
    'Somebody has asked for, or was given, something of this night: it cannot be deleted.',
  night_not_draft: () =>
    'Only a draft can be deleted. This night has been published: call it off instead.',
  over_hard_capacity: ({ max }) =>
    max === undefined
      ? 'More than fit into the house.'
      : `More than fit into the house: there is room for ${max} here.`,
  price_too_small: ({ amount }) =>
    `No card can pay so little${amount ? `: it takes at least ${amount}` : ''}.`,
  release_follows: ({ name }) =>
    `${name ? `“${name}”` : 'Another kind of ticket'} opens after this one. Change that first.`,
  release_in_circle: () => 'These releases would wait for each other, and never open.',
  release_not_open: ({ name }) =>
    name === undefined
      ? 'These tickets are not on sale yet.'
      : `These tickets go on sale when “${name}” is sold out.`,
  sale_ends_first: () => 'The sale has to end after it starts.',
  sales_paused: () => 'Sales are paused at the moment. Please try again later.',
  slug_fixed: () => 'Guests have this address already: it stays.',
  slug_taken: () => 'Another night has this address.',
  ticket_type_ordered: () =>
    'Somebody has ordered this kind of ticket: end its sale instead of removing it.',
  time_skipped: () => 'The clocks are put forward then, and skip this time. Choose another one.',
}

/** The same in Spanish. */
export const spanishNightRefusals: Sentences = {
  arrive_by_outside: () =>
    'La hora de llegada queda fuera de la noche: elige una entre la apertura y el final.',
  capacity_below_taken: ({ min }) =>
    min === undefined
      ? 'Hay más vendidas o retenidas.'
      : `Hay ${min} vendidas o retenidas: no puede ser menos.`,
  changed_meanwhile: ({ by }) =>
    `${by ?? 'Alguien'} lo ha cambiado mientras tanto. Míralo antes de guardar.`,
  ends_before_doors: () => 'La noche tiene que terminar después de abrir puertas.',
  hard_capacity_below: ({ min, night }) =>
    `Hay noches con más plazas${night ? `, como ${night}` : ''}${min === undefined ? '' : `: ${min}`}. Reduce antes sus capacidades.`,
  night_cancelled: () => 'Esta noche está cancelada y se queda como está.',
  night_in_use: () => 'Alguien ha pedido o recibido algo de esta noche: no se puede borrar.',
  night_not_draft: () => 'Solo se puede borrar un borrador. Esta noche ya se publicó: cancélala.',
  over_hard_capacity: ({ max }) =>
    max === undefined
      ? 'Son más de las que caben en la sala.'
      : `Son más de las que caben en la sala: aquí hay sitio para ${max}.`,
  price_too_small: ({ amount }) =>
    `Ninguna tarjeta puede pagar tan poco${amount ? `: el mínimo es ${amount}` : ''}.`,
  release_follows: ({ name }) =>
    `${name ? `«${name}»` : 'Otro tipo de entrada'} se abre después de este. Cambia eso antes.`,
  release_in_circle: () => 'Estas fases se esperarían unas a otras y nunca se abrirían.',
  release_not_open: ({ name }) =>
    name === undefined
      ? 'Estas entradas todavía no están a la venta.'
      : `Estas entradas salen a la venta cuando se agote «${name}».`,
  sale_ends_first: () => 'La venta tiene que terminar después de empezar.',
  sales_paused: () => 'La venta está en pausa en este momento. Inténtalo más tarde.',
  slug_fixed: () => 'Los invitados ya tienen esta dirección: se queda así.',
  slug_taken: () => 'Otra noche tiene esta dirección.',
  ticket_type_ordered: () =>
    'Alguien ya ha pedido este tipo de entrada: cierra su venta en lugar de quitarlo.',
  time_skipped: () => 'Entonces se adelantan los relojes y esta hora no existe. Elige otra.',
}
