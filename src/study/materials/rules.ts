// What kinds of materials there are. Pure.
import { msg } from '../../base/words.ts'

export const materialKinds = ['reading', 'figures', 'form', 'picture'] as const
export type MaterialKind = (typeof materialKinds)[number]
export const materialKindNames: Record<MaterialKind, string> = {
  reading: msg('reading'),
  figures: msg('figures'),
  form: msg('form'),
  picture: msg('picture'),
}
