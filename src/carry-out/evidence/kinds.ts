// What may be kept as evidence: a file that is what its name says, and a picture that no longer tells where it was
// taken.
import { kindOf } from '../../base/file-kinds.ts'
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'
import { type EvidenceKind, evidenceKinds } from '../reports/rules.ts'

const starts = (bytes: Uint8Array, at: number, ...expected: number[]) =>
  expected.every((byte, i) => bytes[at + i] === byte)
const ascii = (text: string) => [...text].map((ch) => ch.charCodeAt(0))

const endings: Record<string, EvidenceKind> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
  pdf: 'pdf',
}

/** The kind that a name claims; null where it claims none that is known. */
const kindNamed = (name: string): EvidenceKind | null =>
  endings[name.toLowerCase().split('.').at(-1) ?? ''] ?? null

/** Whether a picture carries Exif data, where cameras write the place and the device. */
export function carriesExif(bytes: Uint8Array, kind: EvidenceKind): boolean {
  if (kind === 'jpeg')
    return segmentsOf(bytes).some((at) => bytes[at + 1] === 0xe1 && starts(bytes, at + 4, ...ascii('Exif')))
  if (kind === 'png') return chunkNames(bytes, 8, 'png').includes('eXIf')
  if (kind === 'webp') return chunkNames(bytes, 12, 'webp').includes('EXIF')
  return false
}

function segmentsOf(bytes: Uint8Array): number[] {
  const found: number[] = []
  let at = 2
  // Stops at the picture's own data: everything of interest stands before it.
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    found.push(at)
    at += 2 + bytes[at + 2] * 256 + bytes[at + 3]
  }
  return found
}

function chunkNames(bytes: Uint8Array, from: number, kind: 'png' | 'webp'): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names: string[] = []
  let at = from
  while (at + 8 <= bytes.length && names.length < 10_000) {
    const length = kind === 'png' ? view.getUint32(at) : view.getUint32(at + 4, true)
    names.push(
      String.fromCharCode(...bytes.subarray(kind === 'png' ? at + 4 : at, kind === 'png' ? at + 8 : at + 4)),
    )
    at += kind === 'png' ? 12 + length : 8 + length + (length % 2)
  }
  return names
}

/** The kind that the bytes are of, whatever the name says; null for anything that is not kept as evidence. */
export const evidenceKindOf = (bytes: Uint8Array): EvidenceKind | null => {
  const kind = kindOf(bytes)
  return evidenceKinds.find((one) => one === kind) ?? null
}

/** All that speaks against keeping a file; the kind is that of its bytes. */
export function fileFindings(name: string, bytes: Uint8Array): Finding[] {
  if (bytes.length === 0) return [finding('/file', 'empty', msg('The file is empty.'))]
  const kind = evidenceKindOf(bytes)
  if (!kind) return [finding('/file', 'kind', msg('This is not a picture (PNG, JPEG, WebP) and not a PDF.'))]
  if (kindNamed(name) !== kind) {
    return [
      finding('/file', 'not-what-it-says', msg('The file is not what its name says: inside it is {kind}.'), {
        kind: kind.toUpperCase(),
      }),
    ]
  }
  if (carriesExif(bytes, kind)) {
    return [
      finding(
        '/file',
        'carries-place',
        msg(
          'The picture still tells where and with what it was taken. Send it through the form, which takes this out.',
        ),
      ),
    ]
  }
  return []
}
