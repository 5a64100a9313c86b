// What the bulk actions of the registers have in common.
import { type Finding, finding } from '../../base/problems.ts'
import { msg } from '../../base/words.ts'

export const notYours = (pointer: string): Finding =>
  finding(pointer, 'not-yours', msg('You are not responsible for this place.'))
export const codeTaken = (): Finding => finding('/code', 'taken', msg('This code is taken.'))
