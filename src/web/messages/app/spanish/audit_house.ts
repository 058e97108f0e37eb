import type { DeedSentences } from '../audit.ts'

/** What was done to nights, what they sell, and the house. */
export const spanishHouseDeeds: DeedSentences = {
  'floor_plan.changed': () => 'Cambió un plano.',
  'floor_plan.made': () => 'Hizo un plano.',
  'floor_plan.version_made': () => 'Hizo una versión nueva de un plano.',
  'night.plan_moved': ({ night }) => `Pasó ${night || 'una noche'} a otra versión de su plano.`,
  'plan_picture.added': () => 'Añadió una imagen para un plano.',
  'booking.seating_undone': () => 'Deshizo que el grupo esté sentado.',
  'close_settings.changed': () => 'Cambió quién recibe el informe de una noche.',
  'comp.approved': () => 'Aprobó invitaciones.',
  'comp.asked': () => 'Pidió invitaciones.',
  'comp.refused': () => 'Rechazó invitaciones.',
  'comp.erased': () => 'Borró al cliente de una invitación que no se dio.',
  'comp.exported': () => 'Entregó lo que se sabe de un cliente invitado.',
  'guest_retention.changed': ({ detail }) =>
    detail['months']
      ? `Fijó que se borre a los clientes ${detail['months']} meses después de una noche.`
      : 'Fijó que los clientes se queden hasta que alguien los borre.',
  'comp.withdrawn': () => 'Retiró invitaciones.',
  'night.called_off': ({ night }) => `Canceló ${night || 'una noche'}.`,
  'night.changed': ({ night }) => `Cambió ${night || 'una noche'}.`,
  'night.copied': ({ night }) => `Hizo ${night || 'una noche'} a partir de otra.`,
  'night.deleted': ({ detail }) => `Borró el borrador ${detail['slug']}.`,
  'night.created': ({ night }) => `Creó ${night || 'una noche'}.`,
  'night.published': ({ night }) => `Publicó ${night || 'una noche'}.`,
  'night.sales_paused': ({ night }) => `Pausó la venta${night && ` de ${night}`}.`,
  'night.sales_resumed': ({ night }) => `Volvió a poner a la venta ${night || 'una noche'}.`,
  'night.types_ordered': ({ night }) =>
    `Cambió el orden de las entradas${night && ` de ${night}`}.`,
  'ticket_type.added': ({ night }) => `Añadió un tipo de entrada${night && ` a ${night}`}.`,
  'ticket_type.changed': ({ night }) => `Cambió un tipo de entrada${night && ` de ${night}`}.`,
  'ticket_type.removed': ({ night }) => `Quitó un tipo de entrada${night && ` de ${night}`}.`,
  'night.packages_ordered': ({ night }) =>
    `Cambió el orden de los paquetes${night && ` de ${night}`}.`,
  'package.added': ({ night }) => `Añadió un paquete${night && ` a ${night}`}.`,
  'package.changed': ({ night, detail }) =>
    detail['on_sale'] === undefined
      ? `Cambió un paquete${night && ` de ${night}`}.`
      : detail['on_sale'] === 'no'
        ? `Retiró un paquete${night && ` de ${night}`}.`
        : `Volvió a ofrecer un paquete${night && ` de ${night}`}.`,
  'table.offered': ({ table, night }) =>
    `Puso a la venta ${table ? `la mesa ${table}` : 'una mesa'}${night && ` para ${night}`}.`,
  'table.terms_changed': ({ table, night }) =>
    `Cambió las condiciones de ${table ? `la mesa ${table}` : 'una mesa'}${night && ` en ${night}`}.`,
  'table.withdrawn': ({ table, night }) =>
    `Dejó de vender ${table ? `la mesa ${table}` : 'una mesa'}${night && ` para ${night}`}.`,
  'vip_night.begun': ({ night }) => `Empezó a vender mesas VIP${night && ` de ${night}`}.`,
  'vip_night.terms_copied': ({ night }) =>
    `Copió las condiciones de las mesas de otra noche${night && ` a ${night}`}.`,
  'vip_night.changed': ({ night }) => `Cambió la parte VIP${night && ` de ${night}`}.`,
  'venue.capacity_changed': () => 'Cambió el aforo.',
  'venue.changed': () => 'Cambió cómo se llama el local, dónde está o cómo se ve.',
  'venue.logo_changed': () => 'Cambió el logotipo.',
  'mail.tried': () => 'Se envió un correo de prueba.',
  'mail_sender.changed': () => 'Cambió quién escribe los correos.',
  'mail_texts.changed': () => 'Cambió las palabras de la sala en un correo.',
  'venue.opened': () => 'Creó la sala.',
  'venue.set_up': () => 'Guardó la lista de primeros pasos.',
  'venue.logo_removed': () => 'Quitó el logotipo.',
  'price_rates.added': ({ detail }) =>
    `Puso el IVA al ${Number(detail['vat_bp']) / 100} %${detail['table_vat_bp'] === undefined ? '' : `, el de las mesas al ${Number(detail['table_vat_bp']) / 100} %,`} y los gastos al ${Number(detail['fee_bp']) / 100} %.`,
  'price_rates.withdrawn': () => 'Retiró tipos de impuestos y gastos.',
}
