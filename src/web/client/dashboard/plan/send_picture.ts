import type { PictureAnswer } from '../../../dashboard/api/plans_answers.ts'
import { Refusal, sendFile } from '../app/requests.ts'

/** Sharper than anybody draws over; photos of a phone are four times as large. */
const SIDE_MAX = 2400
const QUALITY = 0.85

/**
 * Sends a picture to lie under a plan. A large one is made smaller first, and so are all that stand
 * on their side: that is written beside the picture, where the server takes it away. Throws a
 * Refusal where the server, or this browser, cannot read it.
 */
export async function sendPicture(file: File, unread: string): Promise<PictureAnswer> {
  const drawn = await drawnAnew(file)
  if (!drawn) throw new Refusal(422, { code: 'picture_invalid', detail: unread })
  return sendFile<PictureAnswer>('/plan-pictures', drawn)
}

async function drawnAnew(file: File): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height))
    const sheet = document.createElement('canvas')
    sheet.width = Math.max(1, Math.round(picture.width * scale))
    sheet.height = Math.max(1, Math.round(picture.height * scale))
    sheet.getContext('2d')?.drawImage(picture, 0, 0, sheet.width, sheet.height)
    picture.close()
    const type = file.type === 'image/jpeg' ? 'image/jpeg' : 'image/webp'
    return await new Promise((resolve) => sheet.toBlob(resolve, type, QUALITY))
  } catch {
    return null
  }
}
