// A photograph made small on this device before it is sent. Drawing it anew leaves out everything that the camera wrote
// beside the picture: where and when it was taken, and with what.
import { newId } from '../../../base/ids.ts'

const longest = 1600

/** `id`: under which it is sent, however often, so that it stands once. */
export type Photo = { id: string; blob: Blob; name: string; address: string }

/** The picture redrawn as JPEG; a PDF stays as it is. Throws if the browser cannot read it. */
export async function redrawn(file: File): Promise<Photo> {
  if (file.type === 'application/pdf') return { id: newId(), blob: file, name: file.name, address: '' }
  const picture = await createImageBitmap(file)
  const share = Math.min(1, longest / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * share))
  canvas.height = Math.max(1, Math.round(picture.height * share))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
  if (!blob) throw new Error('the picture could not be drawn')
  const name = `${file.name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`
  return { id: newId(), blob, name, address: URL.createObjectURL(blob) }
}
