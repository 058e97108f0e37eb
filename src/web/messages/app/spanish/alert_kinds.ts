import type { AlertKind } from '../../../../alerts/index.ts'
import type { AlertKindWords } from '../alert_kinds.ts'

const fetched = 'Lo que no se puede verificar se rechaza, y se le pide a Stripe directamente.'
const rounds = 'Diez veces seguidas, con pausas cada vez más largas. Se sigue intentando.'

/** Of every kind, for the inbox. */
export const spanishAlertKinds: Record<AlertKind, AlertKindWords> = {
  fulfilment_stuck: {
    what: 'Un pedido está pagado y sus entradas no se han podido emitir tras todos los reintentos.',
    tried: 'Emitir las entradas, con todos los reintentos automáticos.',
    todo: 'Se reintenta cada hora. Emite las entradas ahora o devuelve el dinero del pedido.',
  },
  amount_mismatch: {
    what: 'Stripe ha recibido un importe distinto del que cuesta el pedido. No se ha emitido nada.',
    tried: 'El pago está en los libros tal como llegó; no se ha emitido nada por él.',
    todo: 'Compara el pedido con el pago en Stripe y reembólsalo: por otro importe no se emite nada. El cliente puede volver a comprar.',
  },
  refund_due: {
    what: 'Llegó un pago cuando ya no quedaba nada, o su noche había pasado o se había cancelado.',
    tried: 'El reembolso se pide, y se vuelve a pedir hasta que Stripe lo acepta.',
    todo: 'Se está devolviendo solo, y el cliente lo sabe. No hay que hacer nada.',
  },
  unexpected_charge: {
    what: 'Se ha completado un pago de un pedido que no esperaba ninguno.',
    tried: 'Se guarda aparte del dinero del propio pedido.',
    todo: 'Si otro pago ha cubierto el pedido, se devuelve solo. Compara los dos en Stripe.',
  },
  money_unbooked: {
    what: 'Se ha completado un pago y no se ha podido anotar: su cliente aún no tiene entradas.',
    tried: 'Anotarlo, una y otra vez.',
    todo: 'Busca su pedido en el registro para saber el motivo. Se sigue intentando y se arregla solo.',
  },
  order_unknown: {
    what: 'Stripe informa de un pago de un pedido que esta taquilla no conoce.',
    tried: 'Se ha buscado aquí su pedido, y no existe.',
    todo: 'Comprueba si otra instalación usa la misma cuenta de Stripe; si no, reembólsalo.',
  },
  hold_stuck: {
    what: 'Un pedido sin pagar no se puede cerrar por más que se intente; sus entradas siguen reservadas.',
    tried: 'Cerrar su pago en Stripe, una y otra vez, durante 50 minutos.',
    todo: 'Comprueba la conexión con Stripe y si las claves son las del pedido.',
  },
  refund_failed: {
    what: 'Un reembolso no ha llegado al cliente; el dinero vuelve a estar en la casa.',
    tried: 'El reembolso se pidió a Stripe y no llegó al cliente.',
    todo: 'Vuelve a devolver el dinero del pedido aquí. Si no se ofrece, porque el cobro sobraba, hazlo en el panel de Stripe; o paga al cliente de otra manera.',
  },
  refund_outside: {
    what: 'Parte de un pago se ha reembolsado en el panel de Stripe. Las entradas siguen valiendo.',
    tried: 'El reembolso está en los libros, tal como lo cuenta Stripe.',
    todo: 'Nada, si el cliente se las queda. Si no, reembolsa también el resto: eso las anula, y ninguna se anula sin su dinero. Una entrada que se reembolsa aquí queda anulada.',
  },
  refund_reduced: {
    what: 'Se hizo un reembolso en el panel de Stripe antes que el nuestro; solo enviamos el resto.',
    tried: 'El resto se ha pedido a Stripe.',
    todo: 'Juntos son lo que se quería aquí. No hay que hacer nada, salvo que falle el resto.',
  },
  dispute_open: {
    what: 'El banco de un cliente reclama un pago. Las entradas que pagó no dejan entrar.',
    tried: 'Las entradas están bloqueadas, para que nadie entre con ellas.',
    todo: 'Responde con pruebas en el panel de Stripe antes de la fecha que indica.',
  },
  dispute_lost: {
    what: 'Se ha perdido una disputa: el banco se ha llevado el pago.',
    tried: 'El pago figura como perdido en los libros, y sus entradas están bloqueadas.',
    todo: 'En Stripe ya no se puede hacer nada. Las entradas siguen bloqueadas en la puerta.',
  },
  fraud_warning: {
    what: 'El emisor de la tarjeta cree que un pago es un fraude.',
    tried: 'No se ha hecho nada por sí solo: las entradas siguen valiendo.',
    todo: 'Reembolsa el pedido ahora, salvo que conozcas al cliente: una disputa cuesta más.',
  },
  many_declines: {
    what: 'Se han rechazado tantas tarjetas en un pedido que alguien puede estar probando robadas.',
    tried: 'No se rechaza a nadie: cada nuevo intento le cuesta algo de trabajo al navegador.',
    todo: 'Mira su pago en Stripe: la misma tarjeta una y otra vez es mala suerte. Si una de muchas pasa, reembólsala.',
  },
  authorisation_unexpected: {
    what: 'Se ha autorizado una tarjeta en un pedido que se cobra al momento. No se ha emitido nada.',
    tried: 'No se ha emitido nada por ella, ni se ha cobrado nada.',
    todo: 'Cobra el pago en el panel de Stripe o cancélalo. Termina con la reserva del pedido.',
  },
  authorisation_expiring: {
    what: 'La autorización de un depósito termina antes de que se abran las puertas, en un día.',
    tried: 'Nada aún: se cobra por sí solo cuando se abren las puertas.',
    todo: 'Cobra el depósito ahora. Después el banco ya no da nada.',
  },
  authorisation_expired: {
    what: 'La autorización de un depósito ha terminado sin cobrarse. Su mesa está reservada sin él.',
    tried: 'La reserva se ha mantenido, para que decidas.',
    todo: 'Mantén la reserva sin su depósito o cancélala. Un depósito que cuenta para la consumición pasa al saldo pendiente; uno que no cuenta se pierde.',
  },
  capture_failed: {
    what: 'El banco no ha dado el depósito que había autorizado.',
    tried: 'Cobrarlo del banco, que ha dicho que no.',
    todo: 'Mira el pago en Stripe y pide al cliente otra forma de pago.',
  },
  captured_less: {
    what: 'Se ha cobrado menos depósito del autorizado. La mesa sigue reservada.',
    tried: 'Lo cobrado está en los libros; el resto no cuenta como pagado.',
    todo: 'Nada, si era la intención. El resto pasa al saldo pendiente si el depósito cuenta para la consumición; si no, se pierde.',
  },
  release_failed: {
    what: 'Un depósito retenido no se ha podido liberar tras todos los reintentos.',
    tried: 'Liberarlo, con todos los reintentos automáticos.',
    todo: 'Cancela el pago en el panel de Stripe. El banco del cliente lo suelta en una semana.',
  },
  door_money_kept: {
    what: 'Se ha cancelado una reserva y lo que se pagó por ella en la puerta sigue en la casa.',
    tried: 'La reserva ha terminado; el dinero de la puerta no puede volver por sí solo.',
    todo: 'Devuélvelo y anula cada uno de sus pagos en la puerta, para que los libros lo sepan.',
  },
  duplicate_admitted: {
    what: 'Con un pedido ha entrado más gente que entradas pagadas tiene.',
    tried: 'Se han anulado todas las entradas de más que no habían dejado entrar a nadie.',
    todo: 'Ya no se puede anular nada. El pedido y su historial dicen qué ha pasado.',
  },
  mail_undelivered: {
    what: 'Un correo no se puede entregar, por más que se intente.',
    tried: 'Enviarlo, durante una hora. Se intenta durante una semana.',
    todo: 'Comprueba el servidor de correo y la dirección.',
  },
  mail_bounced: {
    what: 'Un correo ha sido devuelto: su dirección no recibe ninguno.',
    tried: 'Enviarlo. El servidor de correo de esa dirección lo ha rechazado definitivamente.',
    todo: 'Corrige la dirección en la página del pedido, y el correo se envía de nuevo.',
  },
  webhooks_silent: {
    what: 'Ya no llega nada de Stripe, aunque hay pagos.',
    tried: 'Mientras tanto se pregunta a Stripe por los pagos.',
    todo: 'Comprueba el webhook en el panel de Stripe. Los pedidos se encuentran igual, más tarde.',
  },
  webhook_endpoint_disabled: {
    what: 'El webhook de Stripe para esta taquilla está desactivado, falta o está incompleto.',
    tried: 'Lo que traería se le pide a Stripe directamente.',
    todo: 'Actívalo en el panel de Stripe, con todos los eventos que nombra .env.example.',
  },
  webhooks_unverified: {
    what: 'Los webhooks de Stripe no vienen firmados con un secreto que esta taquilla conozca.',
    tried: fetched,
    todo: 'Pon el secreto de firma del webhook en STRIPE_WEBHOOK_SECRET, junto al anterior.',
  },
  clock_wrong: {
    what: 'El reloj de este ordenador y el de Stripe difieren en más de cinco minutos.',
    tried: fetched,
    todo: 'Pon el reloj en hora con un servidor de tiempo. Hasta entonces los webhooks se rechazan, y se encuentran después.',
  },
  chore_failing: {
    what: 'Algo que la taquilla hace una y otra vez por sí sola falla siempre.',
    tried: rounds,
    todo: 'Busca su nombre en el registro. Lo que encontraría y arreglaría espera a que vuelva a funcionar.',
  },
  work_waiting: {
    what: 'Nadie se ocupa del trabajo pendiente: esperan correos, reembolsos y fines de reserva.',
    tried: 'Los correos sobre avisos se envían sin pasar por la cola.',
    todo: 'Busca jobs.relay_failed y jobs.queue_error en el registro y reinicia la taquilla.',
  },
  stripe_unreachable: {
    what: 'Stripe no responde. Nadie puede pagar, y lo pagado se encuentra más tarde.',
    tried: rounds,
    todo: 'Mira status.stripe.com y la conexión de este ordenador. Se arregla solo.',
  },
  event_failed: {
    what: 'Algo que cuenta Stripe no se ha podido procesar, por más que se ha intentado.',
    tried: 'Procesarlo, una y otra vez, durante un día.',
    todo: 'Busca su id en el registro y compara su objeto en el panel de Stripe.',
  },
}
