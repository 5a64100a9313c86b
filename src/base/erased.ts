// What stands where something about an erased person stood, and who is meant by one.
import type { Names } from './words.ts'

export const erasedPerson: Names = { zh: '已删除人员', en: 'erased person' }
export const erasedText: Names = { zh: '已删除', en: 'erased' }

const isSame = (one: Names, other: Names): boolean => one.zh === other.zh && one.en === other.en
/** Whether a name says that its person was erased: there is no page of such a person. */
export const isErased = (names: Names): boolean => isSame(names, erasedPerson)
export const isErasedText = (text: Names): boolean => isSame(text, erasedText)

/** Who is erased: the entry with the twins that were made one with it, and the accounts of these. */
export type Erased = { personIds: string[]; accountIds: string[] }
