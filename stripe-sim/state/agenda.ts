import type { Cancel } from './clock.ts'
import { newId } from './ids.ts'
import type { Simulator } from './simulator.ts'

/** Something that happens later by Stripe's time, also after a restart. */
export type Appointment = { id: string; at_ms: number; kind: string; subject: string }

/** What happens when an appointment of a kind is due; `subject` is the id it was made for. */
export type AppointmentBook = Record<string, (simulator: Simulator, subject: string) => void>

export type Agenda = {
  /** Lets `kind` happen to `subject` in `delay_s` seconds. Throws for a kind that has no entry. */
  arrange(kind: string, subject: string, delay_s: number): void
  /** Cancels every appointment of this kind with `subject`. */
  forget(kind: string, subject: string): void
  /** Takes up the appointments of an earlier run. */
  resume(): void
  /** Forgets every timer; the appointments themselves stay in the ledger. */
  close(): void
}

type Diary = {
  simulator: () => Simulator
  book: AppointmentBook
  /** How to cancel each appointment, in the order in which they were made. */
  timers: Map<string, Cancel>
}

/** An agenda whose appointments are kept in the ledger. */
export function newAgenda(simulator: () => Simulator, book: AppointmentBook): Agenda {
  const diary: Diary = { simulator, book, timers: new Map() }
  return {
    arrange: (kind, subject, delay_s) => arrange(diary, kind, subject, delay_s),
    forget(kind, subject) {
      const { ledger, snapshots } = simulator()
      for (const appointment of ledger.appointments.by('subject', subject)) {
        if (appointment.kind === kind) strikeOut(diary, appointment.id)
      }
      snapshots.touch()
    },
    resume() {
      for (const appointment of simulator().ledger.appointments.values()) {
        if (!diary.timers.has(appointment.id)) setTimer(diary, appointment)
      }
    },
    close() {
      for (const cancel of diary.timers.values()) cancel()
      diary.timers.clear()
    },
  }
}

function arrange(diary: Diary, kind: string, subject: string, delay_s: number): void {
  if (!Object.hasOwn(diary.book, kind)) throw new Error(`No appointment is called "${kind}".`)
  const { clock, ledger, snapshots } = diary.simulator()
  const at_ms = clock.now() + delay_s * 1000
  setTimer(diary, ledger.appointments.add({ id: newId('apt'), at_ms, kind, subject }))
  // The ledger may have forgotten its oldest appointments over the new one; so must the timers.
  for (const id of diary.timers.keys()) {
    if (diary.timers.size <= ledger.appointments.size || ledger.appointments.has(id)) break
    strikeOut(diary, id)
  }
  snapshots.touch()
}

function setTimer(diary: Diary, appointment: Appointment): void {
  const { clock } = diary.simulator()
  const cancel = clock.schedule(appointment.at_ms - clock.now(), () => {
    const simulator = diary.simulator()
    diary.timers.delete(appointment.id)
    simulator.ledger.appointments.delete(appointment.id)
    simulator.snapshots.touch()
    diary.book[appointment.kind]?.(simulator, appointment.subject)
  })
  diary.timers.set(appointment.id, cancel)
}

function strikeOut({ simulator, timers }: Diary, id: string): void {
  timers.get(id)?.()
  timers.delete(id)
  simulator().ledger.appointments.delete(id)
}
