// What a paper is called and who signs it, for whoever prints it: as the programme says it, else as it comes.
import type { PaperKind, PaperWords } from '../../../base/papers.ts'
import type { Params } from '../../../base/words.ts'
import { sayFilled, t } from '../../../kit/words.ts'

export function paperWords(
  kind: PaperKind,
  said: PaperWords | null | undefined,
  filled: Params,
): { title: string; signatures: string[] } {
  return said
    ? {
        title: sayFilled(said.title, filled),
        signatures: said.signatures.map((one) => sayFilled(one, filled)),
      }
    : { title: t(kind.title, filled), signatures: kind.signatures.map((one) => t(one, filled)) }
}
