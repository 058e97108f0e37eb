import type { AuditWords, DeedSentences } from '../audit.ts'
import { spanishHouseDeeds } from './audit_house.ts'

const roles: Record<string, string> = {
  owner: 'propietario',
  manager: 'encargado',
  host: 'anfitrión',
  door: 'puerta',
}
const roleOf = (role: string | number | undefined) => roles[String(role)] ?? String(role)
const named = (lead: string, name: string) => (name ? `${lead && ` ${lead}`} ${name}` : '')

const textOf = (value: string | number | undefined) => String(value ?? '')
const differences: Record<string, (amount: string) => string> = {
  back: (amount) => `; se devuelven ${amount}`,
  at_door: (amount) => `; se deben ${amount} más en la puerta`,
  waived: (amount) => `; se perdonaron ${amount}`,
  paid: (amount) => `; el cliente ha pagado ${amount} más`,
}

const people: DeedSentences = {
  'account.password_changed': () => 'Cambió su propia contraseña.',
  'account.password_reset': () => 'Puso otra contraseña con un enlace del correo.',
  'account.reset_asked': () => 'Pidió un enlace para poner otra contraseña.',
  'account.second_factor_added': () => 'Activó su segundo factor.',
  'account.second_factor_begun': () => 'Empezó a configurar un segundo factor.',
  'account.second_factor_removed': () => 'Desactivó su segundo factor.',
  'account.session_ended': () => 'Cerró la sesión de uno de sus navegadores.',
  'member.invitation_withdrawn': ({ detail }) =>
    `Retiró una invitación como ${roleOf(detail['role'])}.`,
  'member.invited': ({ detail }) => `Invitó a alguien como ${roleOf(detail['role'])}.`,
  'member.joined': ({ detail }) => `Empezó a trabajar aquí como ${roleOf(detail['role'])}.`,
  'member.removed': ({ detail }) => `Quitó a un miembro que era ${roleOf(detail['role'])}.`,
  'member.renamed': () => 'Cambió su propio nombre.',
  'member.role_changed': ({ detail, member }) =>
    `Cambió el papel${named('de', member)} de ${roleOf(detail['from'])} a ${roleOf(detail['to'])}.`,
  'sign_in.code_refused': () => 'Dio un código equivocado al entrar.',
  'sign_in.ended': () => 'Cerró la sesión.',
  'sign_in.refused': () => 'No pudo entrar: la dirección o la contraseña era errónea.',
  'sign_in.succeeded': ({ detail }) =>
    detail['second_factor'] ? 'Entró con un segundo factor.' : 'Entró.',
}

const money: DeedSentences = {
  'deposit.captured': ({ amount }) => `Cobró de la tarjeta el depósito de ${amount}.`,
  'deposit.given_up': ({ amount }) =>
    `Anuló una reserva cuyo depósito de ${amount} había caducado.`,
  'deposit.released': ({ amount }) => `Liberó el depósito de ${amount}.`,
  'deposit.waived': ({ amount }) => `Mantuvo una reserva sin su depósito de ${amount}.`,
  'door_payment.reversed': ({ amount }) => `Deshizo un pago en la puerta: ${amount}.`,
  'door_payment.taken': ({ amount, detail }) =>
    `Cobró ${amount} en la puerta, ${detail['kind'] === 'cash' ? 'en efectivo' : 'con tarjeta'}.`,
  'mail.resent': () => 'Envió el correo otra vez.',
  'order.email_corrected': () => 'Corrigió la dirección de correo.',
  'order.erased': () => 'Borró al cliente; los libros se quedan.',
  'order.exported': () => 'Entregó lo que se sabe del cliente.',
  'order.reissued': () =>
    'Hizo un código nuevo para una entrada o un pase; el anterior ya no vale.',
  'order.renamed': () => 'Corrigió el nombre del cliente.',
  'order.issue_tried': () => 'Intentó emitir las entradas a mano.',
  'order.moved': ({ detail, amount }) =>
    `Movió el pedido${named('de', textOf(detail['from_night']))}${named('a', textOf(detail['to_night']))}${differences[textOf(detail['outcome'])]?.(amount) ?? ''}.`,
  'order.move_offered': ({ detail, amount }) =>
    `Pidió al cliente que pague antes ${amount}, para cambiar${named('de', textOf(detail['from_night']))}${named('a', textOf(detail['to_night']))}.`,
  'order.move_withdrawn': () => 'Retiró que el cliente pueda pagar para cambiar.',
  'order.noted': () => 'Escribió una nota; está con el pedido.',
  'refund.requested': ({ amount }) => `Pidió un reembolso de ${amount}.`,
}

const bookings: DeedSentences = {
  'booking.arrival_undone': () => 'Deshizo que el grupo hubiera llegado.',
  'booking.arrived': ({ table }) => `Anotó que el grupo ha llegado${named('a', table)}.`,
  'booking.assigned': ({ to }) => `Dio una mesa al grupo${to ? `: ${to}` : ''}.`,
  'booking.cancelled': ({ amount, detail }) =>
    Number(detail['gives_back_minor'] ?? 0) > 0
      ? `Anuló la reserva; se devuelven ${amount}.`
      : 'Anuló la reserva.',
  'booking.guests_added': ({ detail }) =>
    `Añadió ${detail['guests'] === 1 ? '1 persona' : `${detail['guests']} personas`} a la reserva.`,
  'booking.locked': ({ table }) => `Fijó la reserva a su mesa${named('', table)}.`,
  'booking.moved': ({ from, to }) =>
    `Cambió al grupo de mesa${named('de', from)}${named('a', to)}.`,
  'booking.no_show': () => 'Anotó que no vino nadie del grupo.',
  'booking.no_show_undone': () => 'Deshizo que no hubiera venido nadie del grupo.',
  'booking.release_undone': () => 'Deshizo que el grupo se hubiera ido.',
  'booking.released': ({ table }) => `Anotó que el grupo se ha ido${named('de', table)}.`,
  'booking.erased': () => 'Borró el nombre de un grupo que vino sin reserva.',
  'booking.renamed': () => 'Corrigió el nombre del grupo.',
  'booking.seated': ({ table }) => `Sentó al grupo${named('en', table)}.`,
  'booking.unassigned': ({ from }) => `Quitó al grupo su mesa${named('', from)}.`,
  'booking.unlocked': () => 'Permitió que la reserva cambie de mesa.',
  'booking.walked_in': ({ to, detail }) =>
    `Dio mesa a un grupo de ${detail['heads']} sin reserva${to ? `: ${to}` : ''}.`,
  'entrance.outside_hours': ({ detail }) =>
    `Dejó entrar a ${detail['heads'] ?? 'alguien'} con las puertas cerradas.`,
  'entrance.undone': ({ detail }) => `Deshizo la entrada de ${detail['heads'] ?? 'alguien'}.`,
  'pass.erased': () => 'Borró de quién era un pase; que dejó entrar a alguien se queda.',
  'pass.exported': () => 'Entregó lo que se sabe del titular de un pase.',
  'pass.kept': () => 'Dejó válido un pase cuya persona ya está dentro.',
  'pass.renamed': () => 'Corrigió de quién es un pase.',
  'pass.revoked': () => 'Retiró un pase e hizo otro.',
  'table.blocked': ({ table, night }) =>
    `Retiró de la venta ${table ? `la mesa ${table}` : 'una mesa'}${named('para', night)}.`,
  'table.unblocked': ({ table, night }) =>
    `Volvió a poner a la venta ${table ? `la mesa ${table}` : 'una mesa'}${named('para', night)}.`,
  'ticket.duplicate_admitted': () => 'Una entrada de más ha dejado pasar a alguien.',
  'ticket.voided': () => 'Anuló una entrada de más.',
}

const alerts: DeedSentences = {
  'alert.acknowledged': () => 'Se dio por enterado de un aviso.',
  'alert.assigned': ({ detail }) =>
    detail['to'] === 'nobody' ? 'Quitó un aviso a quien lo tenía.' : 'Asignó un aviso.',
  'alert.resolved': () => 'Resolvió un aviso a mano.',
  'alert_recipients.changed': ({ detail }) =>
    `Cambió a quién se escribe por los avisos: ${detail['to']} personas, antes ${detail['from']}.`,
}

export const spanishAudit: AuditWords = {
  heading: 'Registro',
  lead: 'Qué se hizo aquí, quién y cuándo. Nada de ello se puede cambiar.',
  filters: 'Filtros',
  search: 'Sobre',
  searchHint: 'Número de pedido, reserva o entrada, correo de un cliente, nombre de un miembro',
  person: 'Quién',
  anyPerson: 'Todos',
  kind: 'Clase',
  anyKind: 'Todas las clases',
  night: 'Noche',
  anyNight: 'Todas las noches',
  nightNote: 'De una noche: lo que se hizo con ella, sus mesas y sus reservas.',
  from: 'Desde',
  to: 'Antes de',
  clear: 'Quitar filtros',
  csv: 'Descargar CSV',
  list: 'Lo que se hizo, lo último primero',
  columns: { at: 'Cuándo', actor: 'Quién', deed: 'Qué', subject: 'Sobre' },
  csvColumns: ['Cuándo (UTC)', 'Quién', 'Qué', 'Clase', 'Sobre', 'Pedido', 'Noche', 'Apunte'],
  own: {
    coatcheck: 'Coatcheck, por sí mismo',
    guest: 'Un cliente',
    stripe: 'Stripe',
    unknown: 'Alguien desconocido',
  },
  kinds: {
    vip_night: 'Mesas VIP de las noches',
    package: 'Paquetes',
    close_settings: 'Informes de noches',
    comp: 'Invitaciones',
    ticket_type: 'Tipos de entradas',
    venue: 'Local',
    account: 'Cuenta propia',
    alert: 'Avisos',
    alert_recipients: 'Correos de avisos',
    booking: 'Reservas',
    deposit: 'Depósitos',
    door_payment: 'Pagos en la puerta',
    entrance: 'Entradas en la puerta',
    floor_plan: 'Planos',
    guest_retention: 'Protección de datos',
    mail: 'Correos',
    mail_sender: 'Remitente de los correos',
    mail_texts: 'Textos de los correos',
    member: 'Miembros',
    night: 'Noches',
    order: 'Pedidos',
    pass: 'Pases',
    plan_picture: 'Imágenes de planos',
    price_rates: 'Impuestos y gastos',
    refund: 'Reembolsos',
    sign_in: 'Entradas al panel',
    table: 'Mesas VIP',
    ticket: 'Entradas',
  },
  toOrder: 'Pedido',
  toMembers: 'Miembros',
  toAlerts: 'Avisos',
  empty: 'Aún nada',
  emptyNote: 'Lo que se haga aquí aparecerá aquí desde ahora.',
  noneFound: 'No se hizo nada así',
  noneFoundNote: 'Revisa el número, o quita los filtros.',
  deeds: { ...people, ...money, ...bookings, ...alerts, ...spanishHouseDeeds },
}
