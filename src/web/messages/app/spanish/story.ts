import type { StoryEntry } from '../../../../story/index.ts'
import { cardOf, type StorySentences, type StoryWords } from '../story.ts'

type Tried = Extract<StoryEntry, { what: 'attempt.declined' }>['detail']

const declines: StoryWords['declines'] = {
  authentication_required: 'el banco pide que el cliente lo confirme',
  card_not_supported: 'la tarjeta no admite este tipo de pago',
  card_velocity_exceeded: 'demasiados pagos con esta tarjeta',
  do_not_honor: 'el banco no da motivo',
  expired_card: 'la tarjeta ha caducado',
  fraudulent: 'sospecha de fraude',
  generic_decline: 'el banco no da motivo',
  incorrect_cvc: 'el código de seguridad es incorrecto',
  incorrect_number: 'el número de la tarjeta es incorrecto',
  insufficient_funds: 'saldo insuficiente',
  lost_card: 'tarjeta denunciada como perdida',
  processing_error: 'un fallo del banco',
  stolen_card: 'tarjeta denunciada como robada',
}

const alerts: StoryWords['alerts'] = {
  fulfilment_stuck: 'pagado, y todos los intentos automáticos de emitir han fallado',
  amount_mismatch: 'ha llegado otro importe que el del pedido',
  refund_due: 'llegó dinero cuando ya no quedaba nada',
  unexpected_charge: 'un pago que el pedido no necesitaba',
  money_unbooked: 'un pago no se ha podido registrar',
  order_unknown: 'Stripe nombra un pedido que aquí no se conoce',
  hold_stuck: 'lo reservado por el pedido sigue bloqueado',
  refund_failed: 'una devolución no ha llegado al cliente',
  refund_outside: 'se devolvió una parte en Stripe; las entradas siguen valiendo',
  refund_reduced: 'una devolución en Stripe se adelantó a la nuestra',
  dispute_open: 'el banco del cliente reclama el dinero',
  dispute_lost: 'el banco se ha quedado definitivamente con el dinero',
  fraud_warning: 'el banco de la tarjeta sospecha un fraude',
  authorisation_unexpected: 'se retuvo una tarjeta que debía cobrarse',
  authorisation_expiring: 'la retención del depósito termina pronto',
  authorisation_expired: 'la retención del depósito ha caducado',
  capture_failed: 'el banco no ha entregado el depósito',
  captured_less: 'se ha cobrado menos depósito del retenido',
  many_declines: 'tantas tarjetas rechazadas que podrían ser robadas',
  release_failed: 'no se ha podido liberar el depósito retenido',
  door_money_kept: 'el dinero cobrado en la puerta sigue en la sala',
  duplicate_admitted: 'ha entrado más gente de la que pagó',
  mail_undelivered: 'un correo no se puede entregar',
  mail_bounced: 'un correo ha sido devuelto',
}

const mails: StoryWords['mails'] = {
  confirmation: 'la confirmación con las entradas',
  looked_after: 'que nos ocupamos del pedido',
  refund: 'sobre el dinero que se devuelve',
  guests_added: 'los pases de más invitados',
  order_moved: 'sobre su otra noche',
  move_offered: 'el enlace para pagar la diferencia de un cambio',
  booking_moved: 'sobre otra mesa',
  booking_cancelled: 'que la reserva se ha cancelado',
  booking_unsent: 'sobre dinero que el banco no aceptó',
  deposit_charged: 'que se ha cobrado el depósito',
  deposit_released: 'que el depósito vuelve a estar libre',
  comp_withdrawn: 'que la casa lo ha retirado',
  reissued: 'un código nuevo',
  resent: 'lo que corresponde, otra vez',
  alert: 'a la sala, sobre un aviso',
}

const deeds: StoryWords['deeds'] = {
  'booking.arrived': 'El grupo ha llegado.',
  'booking.cancelled': 'Se canceló la reserva.',
  'booking.locked': 'Se fijó la reserva a su mesa.',
  'booking.moved': 'Se cambió al grupo de mesa.',
  'booking.unlocked': 'Se desbloqueó la reserva.',
  'comp.approved': 'Aprobado: invita la casa.',
  'comp.asked': 'Lo pidió como invitación de la casa.',
  'comp.refused': 'Se negó a darlo.',
  'comp.withdrawn': 'Lo retiró.',
  'deposit.captured': 'Se cobró el depósito.',
  'deposit.released': 'Se liberó el depósito.',
  'deposit.waived': 'Se mantuvo la reserva sin depósito.',
  'door_payment.reversed': 'Se anuló un pago en la puerta.',
  'door_payment.taken': 'Se cobró un pago en la puerta.',
  'mail.resent': 'Se reenvió el correo.',
  'order.email_corrected': 'Se corrigió la dirección de correo.',
  'order.issue_tried': 'Se intentó emitir a mano.',
  'order.moved': 'Se movió el pedido a otra noche.',
  'order.move_offered': 'Se pidió al cliente que pague la diferencia de un cambio.',
  'order.move_withdrawn': 'Se retiró el enlace para pagar la diferencia de un cambio.',
  'order.noted': 'Nota.',
  'pass.erased': 'Se borró el nombre de un pase.',
  'pass.exported': 'Se entregó lo que se sabe del titular de un pase.',
  'pass.kept': 'Se conservó un pase.',
  'pass.renamed': 'Se corrigió el nombre de un pase.',
  'order.renamed': 'Se corrigió el nombre del cliente.',
  'order.erased': 'Se borró al cliente; los libros se quedan.',
  'order.exported': 'Se entregó lo que se sabe del cliente.',
  'order.reissued': 'Se hizo un código nuevo; el anterior ya no vale.',
  'pass.revoked': 'Se revocó un pase.',
  'refund.requested': 'Se pidió una devolución.',
  'ticket.duplicate_admitted': 'Se entró con una entrada de más.',
  'ticket.voided': 'Se anuló una entrada de más.',
}

const reasonOf = ({ decline_code, code }: Tried) => {
  const known = declines[decline_code ?? ''] ?? declines[code ?? '']
  return known ?? decline_code ?? code ?? 'sin motivo'
}
const withCard = (it: Tried) => (cardOf(it) ? ` con ${cardOf(it)}` : '')
const mailOf = (kind: string) => mails[kind] ?? kind.replaceAll('_', ' ')
const alertOf = (kind: string) =>
  (alerts as Record<string, string>)[kind] ?? 'algo necesita atención'
const heads = (count: number) => (count === 1 ? '1 persona' : `${count} personas`)

const nightsOf = ({ from_night: from, to_night: to }: Record<string, unknown>) =>
  typeof from === 'string' && typeof to === 'string' ? ` ${from} → ${to}.` : ''

const sentences: StorySentences = {
  'order.placed': (it, { money }) =>
    it.amount_minor === 0
      ? `Dado como invitación de la casa, para ${it.night}.`
      : `Pedido para ${it.night}: ${money(it)}.`,
  'order.line': (it) => `${it.quantity} × ${it.name}.`,
  'hold.made': (it, { moment }) =>
    `${it.quantity} × ${it.name} reservado hasta ${moment(it.expires_at)}.`,
  'hold.extended': (it, { moment }) =>
    `El cliente obtuvo más tiempo para ${it.quantity} × ${it.name}: hasta ${moment(it.expires_at)}.`,
  'hold.converted': (it) => `${it.quantity} × ${it.name} vendido.`,
  'hold.expired': (it) => `Se acabó el tiempo: ${it.quantity} × ${it.name} vuelve a la venta.`,
  'hold.released': (it) => `Se renunció a ${it.quantity} × ${it.name}, que vuelve a la venta.`,
  'payment.opened': (it, { money }) =>
    it.ordinal === 1 ? `Pago abierto: ${money(it)}.` : `Otro pago abierto: ${money(it)}.`,
  'payment.authorised': (it, { money, moment }) =>
    `${money(it)} retenidos en la tarjeta hasta ${moment(it.capture_before)}.`,
  'payment.succeeded': (it, { money }) => `Pagado: ${money(it)}.`,
  'payment.stray': (it, { money }) => `Llegaron ${money(it)} que el pedido no necesitaba.`,
  'payment.cancelled': () => 'El pago se dio por perdido: ya no se puede pagar.',
  'attempt.succeeded': (it, { money }) => `El banco aceptó ${money(it)}${withCard(it)}.`,
  'attempt.declined': (it, { money }) =>
    `Rechazado: ${money(it)}${withCard(it)} (${reasonOf(it)}).`,
  'attempt.errored': (it, { money }) =>
    `Un intento de pagar ${money(it)}${withCard(it)} se interrumpió (${reasonOf(it)}).`,
  'webhook.handled': (it) => `Stripe informó: ${it.type}.`,
  'webhook.ignored': (it) => `Stripe informó, y no había nada que hacer: ${it.type}.`,
  'order.paid': () => 'El pedido está pagado.',
  'order.fulfilled': () => 'El cliente tiene todo lo que pidió.',
  'order.expired': () => 'El pedido terminó sin pagarse.',
  'order.refunded': () => 'Se ha devuelto todo su dinero.',
  'fulfilment.failed': (it) =>
    it.retries === 0
      ? `Falló la emisión: ${it.reason}.`
      : `Volvió a fallar la emisión, en el reintento ${it.retries}: ${it.reason}.`,
  'ticket.issued': (it) => `Entrada ${it.ordinal} emitida: ${it.name}.`,
  'ticket.voided': (it) =>
    ({
      refunded: 'Una entrada ya no vale: su dinero se devuelve.',
      withdrawn: 'Una entrada ya no vale: la casa la ha retirado.',
    })[it.reason] ?? 'Una entrada de más ya no vale.',
  'ticket.admitted': (it) => `Se entró con una entrada, por ${it.admitted_by}.`,
  'entrance.made': (it) => `Entraron, por ${it.admitted_by}: ${heads(it.heads)}.`,
  'entrance.undone': (it) => `Lo deshizo ${it.undone_by}: ${heads(it.heads)} otra vez fuera.`,
  'booking.made': (it) => `Mesa reservada para ${heads(it.heads)}.`,
  'booking.ended': (it) =>
    ({
      cancelled: 'La reserva está cancelada.',
      no_show: 'No vino nadie del grupo.',
      released: 'El grupo ha dejado su mesa.',
    })[it.state] ?? 'La reserva ha terminado.',
  'pass.issued': (it) => `Pase ${it.ordinal} emitido.`,
  'pass.claimed': (it) => `El pase ${it.ordinal} tiene su invitado.`,
  'pass.voided': () => 'Un pase ya no vale.',
  'pass.admitted': (it) => `Se entró con un pase, por ${it.admitted_by}.`,
  'refund.requested': (it, { money }) =>
    it.reason === 'owner'
      ? `${it.requested_by} pidió devolver ${money(it)}.`
      : `Se devuelven ${money(it)}${it.reason === 'moved' ? ': la otra noche cuesta menos' : ' automáticamente'}.`,
  'refund.succeeded': (it, { money }) => `Se han devuelto ${money(it)} al cliente.`,
  'refund.failed': (it, { money }) =>
    `La devolución de ${money(it)} ha fallado${it.failure_reason ? ` (${it.failure_reason})` : ''}: el dinero está en la sala.`,
  'dispute.opened': (it, { money, moment }) =>
    `El banco del cliente reclama ${money(it)}${it.evidence_due_at ? `; pruebas hasta ${moment(it.evidence_due_at)}` : ''}.`,
  'dispute.won': (it, { money }) => `Se ha ganado la disputa por ${money(it)}.`,
  'dispute.lost': (it, { money }) =>
    `Se ha perdido la disputa: el banco se ha llevado ${money(it)}.`,
  'alert.opened': (it) => `Aviso: ${alertOf(it.kind)}.`,
  'alert.resolved': (it) => `Resuelto: ${alertOf(it.kind)}.`,
  'mail.queued': (it) => `Hay un correo pendiente: ${mailOf(it.kind)}.`,
  'mail.bounced': (it) => `Correo devuelto: ${mailOf(it.kind)}.`,
  'mail.held_back': (it) =>
    `Correo retenido, porque esto es una copia de pruebas y su dirección no está permitida: ${mailOf(it.kind)}.`,
  'mail.sent': (it) => `Correo enviado: ${mailOf(it.kind)}.`,
  'job.asked_for': (it, { moment }) =>
    `Siguiente paso automático: ${it.queue}, ${moment(it.due_at)}${it.retries ? `, ${it.retries} intentos` : ''}.`,
  'audit.noted': (it) => `${it.actor}: ${deeds[it.action] ?? it.action}${nightsOf(it.detail)}`,
}

export const spanishStory: StoryWords = { sentences, declines, alerts, mails, deeds }
