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

/** Beep and vibration for a verdict, unless this device is muted. */
export function giveSignal(tone: Tone): void {
  // Before the first press on the page a browser plays nothing, and complains.
  if (isMutedHere() || !navigator.userActivation?.hasBeenActive) return
  const { pitches, shape, shakes } = SIGNALS[tone]
  navigator.vibrate?.(shakes)
  beep(pitches, shape)
}

/** Whether this device is muted, which it keeps, and the other way round. */
export function useMuted(): [isMuted: boolean, toggle: () => void] {
  const [isMuted, setMuted] = useState(isMutedHere)
  const toggle = () => {
    localStorage.setItem(MUTED, isMuted ? '0' : '1')
    setMuted(!isMuted)
  }
  return [isMuted, toggle]
}

const isMutedHere = () => localStorage.getItem(MUTED) === '1'

function beep(pitches: number[], shape: OscillatorType): void {
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
