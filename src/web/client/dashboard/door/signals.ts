import { useState } from 'react'

/** How a verdict is meant: in, in but, or not in. */
export type Tone = 'yes' | 'ask' | 'no'

/** Beeps as pitches in Hz, one after the other, and pauses of the vibration in ms. */
const SIGNALS: Record<Tone, { pitches: number[]; shape: OscillatorType; shakes: number[] }> = {
  yes: { pitches: [1320], shape: 'sine', shakes: [80] },
  ask: { pitches: [880, 660], shape: 'triangle', shakes: [120, 80, 120] },
  no: { pitches: [220, 165], shape: 'square', shakes: [300, 100, 300] },
}
const BEEP_SECONDS = 0.16
const LOUDNESS = 0.25
const MUTED = 'door-muted'

let audio: AudioContext | undefined

/** Beep and vibration for verdicts, which can be muted; a device keeps what was chosen on it. */
export function useSignals(): {
  isMuted: boolean
  toggle: () => void
  give: (tone: Tone) => void
} {
  const [isMuted, setMuted] = useState(() => localStorage.getItem(MUTED) === '1')
  return {
    isMuted,
    toggle: () => {
      localStorage.setItem(MUTED, isMuted ? '0' : '1')
      setMuted(!isMuted)
    },
    give: (tone) => {
      if (isMuted) return
      const { pitches, shape, shakes } = SIGNALS[tone]
      if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(shakes)
      beep(pitches, shape)
    },
  }
}

function beep(pitches: number[], shape: OscillatorType): void {
  // Before the first press on the page a browser plays nothing, and complains.
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return
  audio ??= new AudioContext()
  void audio.resume()
  for (const [index, pitch] of pitches.entries()) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()]
    const start = audio.currentTime + index * BEEP_SECONDS
    tone.type = shape
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(LOUDNESS, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + BEEP_SECONDS)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + BEEP_SECONDS)
  }
}
