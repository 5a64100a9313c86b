// Papers that are printed and signed: what one is called and who signs it, as it comes and as a programme says it.
import type { Static } from 'typebox'
import type { PaperWords as Words } from './schemas.ts'

/** A paper as it comes; its texts are English, translated where they are shown. */
export type PaperKind = {
  code: string
  /** what lists of papers call it */
  name: string
  title: string
  /** the names in braces that its texts may have, beside what the programme calls its places */
  holds: readonly string[]
  /** what stands below each line to sign on */
  signatures: readonly string[]
}

/** What a programme says of one. */
export type PaperWords = Static<typeof Words>
/** Of its papers, by their codes. */
export type SaidPapers = Record<string, PaperWords>
