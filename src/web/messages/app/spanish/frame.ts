import type { FrameWords } from '../frame.ts'

export const spanishFrame: FrameWords = {
  unread: (count) => (count === 1 ? '1 nuevo' : `${count} nuevos`),
  loading: 'Cargando …',
  notLoaded: 'No se ha podido cargar.',
  behind: (time) => `Lo que ves es de las ${time}. Desde entonces no se ha podido cargar.`,
  moreNotLoaded: 'No se ha podido cargar el resto de la lista.',
  again: 'Reintentar',
  notLive: (since) => `Sin conexión en directo desde las ${since}. Se reanuda sola.`,
  signedOut: 'Has cerrado la sesión.',
  signIn: 'Iniciar sesión',
  more: 'Mostrar más',
  close: 'Cerrar',
  leave: 'Hay algo sin guardar. ¿Salir sin guardarlo?',
  cancel: 'Cancelar',
  done: 'Hecho.',
  notDone: 'No se ha hecho.',
  unknownPage: 'Esa página no existe.',
  notices: 'Notificaciones',
  ago: {
    now: 'ahora mismo',
    seconds: (count) => `hace ${count} s`,
    minutes: (count) => `hace ${count} min`,
    hours: (count) => `hace ${count} h`,
    days: (count) => (count === 1 ? 'hace un día' : `hace ${count} días`),
  },
}
