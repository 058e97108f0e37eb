import { spanishMoveRefusals } from '../move_refusals.ts'
import { spanishNightRefusals } from '../night_refusals.ts'
import { spanishPlanRefusals } from '../plan_refusals.ts'
import { spanishTermsRefusals } from '../terms_refusals.ts'
import { spanishGuestRefusals } from '../guest_refusals.ts'
import { spanishSettingsRefusals } from '../settings_refusals.ts'
import type { RefusalSentences } from '../refusals.ts'
import { spanishCheckout } from './checkout.ts'

/**
 * The staff's and the door's too: they are answered in the language of whoever asks, and one table
 * for all codes is what lets the compiler find a sentence that is missing.
 */
export const spanishRefusals: RefusalSentences = {
  ...spanishMoveRefusals,
  ...spanishNightRefusals,
  ...spanishPlanRefusals,
  ...spanishTermsRefusals,
  ...spanishGuestRefusals,
  ...spanishSettingsRefusals,
  address_twice: () => 'Esta dirección ya está en la lista.',
  alert_heals_itself: () => 'Este aviso se resuelve solo cuando se arregla.',
  alert_over: () => 'Este aviso ya está resuelto.',
  alert_unknown: () => 'No existe ese aviso.',
  already_admitted: ({ at, by }) =>
    `Ya se ha entrado con esta entrada${at ? `, ${at}` : ''}${by ? `, por ${by}` : ''}.`,
  amount_differs: () =>
    'Ha llegado otro importe que el del pedido: no se emite nada por él. Devuélvelo.',
  balance_exceeded: () => 'Es más que el saldo pendiente de esta mesa.',
  body_too_large: () => 'Es más de lo que esta página admite. Inténtalo de nuevo.',
  booking_arrived: () => 'Ya ha llegado alguien de este grupo.',
  booking_disputed: () =>
    'Tu banco reclama el pago de esta mesa. Hasta que se resuelva no se puede añadir a nadie. Habla con tu banco o con nosotros, por favor.',
  booking_locked: () => 'Esta reserva está bloqueada: desbloquéala antes de cambiarla de mesa.',
  booking_not_arrived: () => 'Todavía no ha llegado nadie de este grupo.',
  booking_over: ({ at }) => `Esta reserva ya ha terminado${at ? `, desde el ${at}` : ''}.`,
  booking_refunded: () =>
    'El dinero de esta mesa se ha devuelto o se está devolviendo: ya no se guarda para nadie.',
  booking_still_awaited: ({ at }) =>
    `La mesa se guarda para este grupo${at ? ` hasta el ${at}` : ''}.`,
  booking_unassigned: () => 'Esta reserva no tiene mesa en este momento.',
  booking_unknown: () => 'No encontramos esa reserva. Comprueba que el enlace está completo.',
  code_expired: () => 'Ha pasado demasiado tiempo. Vuelve a iniciar sesión, por favor.',
  code_wrong: () => 'Ese código no es correcto o ya se ha usado. Prueba con el siguiente.',
  comp_complete: () =>
    'Esta mesa es una invitación de la casa, para las personas para las que se dio. Pide más plazas al local.',
  comp_decided: () => 'Alguien ya ha decidido sobre esta invitación. Vuelve a mirarla.',
  comp_not_given: () => 'Esta invitación no se ha dado, así que no hay nada que retirar.',
  comp_taken: () =>
    'Esta invitación ya se ha pedido de otra forma. Recarga la página para pedir una nueva.',
  comp_unknown: () => 'No encontramos esa invitación.',
  comp_used: () => 'Alguien ya ha entrado con esta invitación: se queda dada.',
  deposit_not_authorised: () => 'Ya no hay ningún depósito retenido para este pedido.',
  deposit_not_lapsed: () =>
    'La retención del depósito de este pedido no ha caducado, o ya está decidido qué hacer.',
  deposit_refused: () => 'El banco no ha entregado este depósito. Mira el pago en Stripe.',
  door_key_wrong: () => 'Esta puerta no está conectada: su clave falta o no es correcta.',
  door_money_taken: ({ amount = 'el dinero' }) =>
    `Devuelve antes ${amount} que este grupo ha pagado en la puerta, y anula aquí ese pago.`,
  door_payment_taken: () =>
    'Este pago ya se registró de otra manera. Recarga la página para empezar uno nuevo.',
  door_payment_unknown: () => 'No encontramos ese pago en la puerta para esta reserva.',
  email_invalid: () => spanishCheckout.email_invalid,
  entrance_unknown: () => 'Nadie ha entrado con eso.',
  forged_origin: () =>
    'Este formulario se ha enviado desde otro sitio. Empieza de nuevo en esta página.',
  guests_invalid: ({ max }) =>
    max === undefined ? 'Elige un número entero.' : `Elige un número entero del 1 al ${max}.`,
  hold_expired: () =>
    'Se ha acabado el tiempo para pagar y lo que te guardábamos vuelve a estar a la venta.',
  input_invalid: () => 'Este dato falta o no tiene la forma correcta.',
  internal: () => 'Algo ha fallado por nuestra parte. Inténtalo de nuevo en un momento.',
  invitation_over: () =>
    'Este enlace ya se ha usado o ha caducado. Pide otra invitación a quien sea propietario; la del primero aparece en la consola en cada arranque.',
  issue_failed: () =>
    'Esta vez tampoco se han podido emitir las entradas. El motivo está en la historia del pedido.',
  last_owner: () => 'La sala necesita un propietario: nombra antes a otra persona.',
  member_exists: () => 'Alguien con esta dirección ya trabaja aquí.',
  member_name_invalid: () => 'Escribe tu nombre, con 100 caracteres como máximo.',
  member_name_taken: () => 'Ya hay alguien con este nombre: añádele una inicial.',
  member_unknown: () => 'Esta persona ya no trabaja aquí.',
  name_invalid: () => spanishCheckout.name_invalid,
  night_cancelled: () => 'Este evento está cancelado.',
  night_not_on_sale: () => 'Este evento no está a la venta.',
  night_not_published: () => 'Este evento no se ha publicado, así que no hay nada que cancelar.',
  night_over: () => 'Este evento ya ha terminado.',
  night_title_differs: () => 'Ese no es el título de este evento. Escríbelo tal como está arriba.',
  night_unknown: () => 'No encontramos ese evento.',
  not_enough_left: ({ left }) => {
    if (left === undefined) return 'Ya no quedan tantas.'
    return left === 1
      ? 'Solo queda 1. Elige menos, por favor.'
      : `Solo quedan ${left}. Elige menos.`
  },
  not_open_yet: () =>
    'Esta taquilla aún no tiene sala: la crea su propietario en los primeros pasos.',
  not_permitted: () => 'Tu función no incluye esto. Habla con quien sea propietario de la sala.',
  note_taken: () =>
    'Esta nota ya se escribió con otras palabras. Recarga la página para escribir otra.',
  nothing_chosen: () => 'Elige al menos una entrada.',
  nothing_to_issue: () => 'Este pedido no está a la espera de entradas.',
  nothing_to_keep: () =>
    'Todavía no se ha reservado nada con este pedido, así que no hay nada que conservar.',
  nothing_to_send: () => 'Ahora mismo no hay nada que contar por correo a este cliente.',
  order_changed: () => 'Este pedido se hizo para otra cosa. Empieza uno nuevo.',
  order_not_payable: () => 'Este pedido ya no se puede pagar.',
  order_taken: () => 'Este pedido ya se había hecho. Recarga la página para empezar uno nuevo.',
  order_unknown: () => 'No encontramos ese pedido. Comprueba que el enlace está completo.',
  other_night: ({ night, at }) =>
    night === undefined || at === undefined
      ? 'Esta entrada es para otro evento.'
      : `Esta entrada es para otro evento: ${night}, puertas ${at}.`,
  package_unknown: () => 'No encontramos ese paquete para este evento.',
  page_unknown: () => 'No encontramos esa página. Comprueba que el enlace está completo.',
  party_size_invalid: () => 'Elige cuántas personas sois: un número entero a partir de 1.',
  party_too_large: ({ max }) =>
    max === undefined
      ? 'En esta mesa no caben tantas personas.'
      : `En esta mesa caben como máximo ${max} personas.`,
  pass_admitted: ({ at }) =>
    `Ya se ha entrado con este pase${at ? `, ${at}` : ''}, y no se cambia.`,
  pass_claimed: () => 'Alguien ha sido más rápido: este pase ya tiene invitado.',
  pass_name_invalid: () => 'Escribe un nombre, con 100 caracteres como máximo.',
  pass_replaced_too_often: ({ max }) =>
    max === undefined
      ? 'Este pase ya no se puede cambiar más veces. Habla con nosotros, por favor.'
      : `Este pase ya se ha cambiado ${max} veces y no se puede cambiar más. Habla con nosotros, por favor.`,
  pass_unknown: () => 'No encontramos ese pase. Comprueba que el enlace está completo.',
  pass_void: () => 'Este pase ya no es válido.',
  password_guessable: () =>
    'Esta contraseña se prueba pronto. Mejor unas cuantas palabras que no tengan nada que ver.',
  password_invalid: ({ min }) => `Elige una contraseña de ${min ?? 12} caracteres o más.`,
  password_needed: () => 'Da tu contraseña: esto borra clientes sin preguntar.',
  password_wrong: () => 'Esa no es tu contraseña.',
  phone_invalid: () => spanishCheckout.phone_invalid,
  quantity_invalid: ({ max }) =>
    max === undefined ? 'Elige un número entero.' : `Elige un número entero del 0 al ${max}.`,
  rate_limited: () => 'Han sido muchos intentos en poco tiempo. Espera un minuto, por favor.',
  refund_disputed: () =>
    'El banco del cliente ha recuperado este pago, o puede hacerlo: no hay que devolverlo dos veces.',
  refund_moved_on: ({ amount }) =>
    `Alguien ha devuelto dinero entretanto${amount ? `: ahora quedan ${amount}` : ''}. Compruébalo antes de devolver.`,
  refund_not_paid: () => 'No se ha pagado nada por este pedido.',
  refund_not_captured: () =>
    'Todavía no se ha cobrado nada: un depósito retenido se libera entero.',
  refund_nothing_left: () => 'No queda nada que devolver.',
  refund_taken: () =>
    'Este reembolso se pidió para otro pedido. Recarga la página e inténtalo de nuevo.',
  refund_too_much: () => 'Es más de lo que queda del pago.',
  sale_ended: () => 'La venta ha terminado.',
  sale_not_started: ({ at }) =>
    at === undefined ? 'La venta todavía no ha empezado.' : `La venta empieza el ${at}.`,
  sign_in_limited: ({ minutes = 15 }) =>
    `Han sido muchos intentos. Prueba otra vez en ${minutes === 1 ? 'un minuto' : `${minutes} minutos`}.`,
  sign_in_wrong: () => 'Esta dirección y esta contraseña no van juntas.',
  sold_out: () => 'Estas entradas están agotadas.',
  metrics_token_wrong: () => 'El token de las métricas falta o no es correcto.',
  bounce_key_wrong: () => 'La clave del servidor de correo falta o no es correcta.',
  staff_key_wrong: () => 'Este dispositivo no está conectado: su clave falta o no es correcta.',
  stripe_unreachable: () =>
    'Ahora no podemos contactar con el banco. No se te cobrará dos veces. Inténtalo de nuevo.',
  table_blocked: () => 'Esta mesa está bloqueada para este evento.',
  table_kept: () => 'Esta mesa se guarda para un grupo que espera una de su tamaño.',
  table_taken: () => 'Alguien acaba de quedarse con esta mesa. Elige otra, por favor.',
  table_unknown: () => 'No encontramos esa mesa para este evento.',
  terms_changed: () =>
    'La mesa o sus condiciones han cambiado mientras leías. Échales otro vistazo, por favor.',
  ticket_disputed: () =>
    'Esta entrada está retenida: el banco del cliente reclama el pago. Avisa al responsable.',
  ticket_refunded: ({ at }) =>
    `Esta entrada se ha reembolsado${at ? `, ${at}` : ''}, y ya no es válida.`,
  ticket_type_unknown: () => 'No encontramos ese tipo de entrada para este evento.',
  ticket_unknown: () => 'Esa entrada no existe.',
  ticket_voided: ({ at }) => `Esta entrada ya no es válida${at ? `, desde el ${at}` : ''}.`,
  too_many: ({ max }) =>
    max === undefined
      ? 'Son demasiadas para un solo pedido.'
      : `En un pedido caben como máximo ${max} entradas.`,
  too_many_of_kind: ({ max }) =>
    max === undefined
      ? 'Son demasiadas de este tipo.'
      : `Como máximo ${max} de este tipo por pedido.`,
  too_many_unpaid: () =>
    'Desde tu conexión a internet llegan demasiados pedidos que nadie ha pagado todavía. Paga antes el tuyo o inténtalo de nuevo en unos minutos. Los datos móviles son otra conexión.',
  total_too_large: () => 'Es más de lo que admite un solo pago con tarjeta. Elige menos.',
  total_too_small: () => 'Es menos de lo que admite un pago con tarjeta.',
  unavailable: () =>
    'Ahora no podemos consultar nada. No se ha perdido nada y no se te cobrará dos veces. Inténtalo de nuevo en un momento.',
  undo_money_back: () => 'Se les devolvió el dinero: quien salga ahora no vuelve a entrar.',
  email_works: () => 'Esta dirección recibe correo: solo un dueño o gerente puede cambiarla.',
  undo_not_yours: () =>
    'Los dejó entrar otra persona del equipo: solo ella, o un encargado, puede deshacerlo.',
  undo_too_late: () => 'Ya ha pasado el minuto en que se podía deshacer.',
  vip_not_offered: () => 'Este evento no tiene mesas VIP.',
  webhook_unverified: () => 'Este webhook no lo ha firmado Stripe, o hace demasiado tiempo.',
  zone_full: () => 'En esta zona no queda ninguna mesa lo bastante grande.',
}
