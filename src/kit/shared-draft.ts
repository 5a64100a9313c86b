// A draft of a thing that somebody else may change meanwhile: different fields merge, the same field goes to a person.
// What is sent is what stands now with what was changed here, from the version that stands now.
import { useId, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Draft, useDraft } from './draft.ts'
import { changedByBoth, withMine } from './merge.ts'
import { LeftToChoose, Refusal } from './refusal.ts'

type Versioned = { editVersion: number }

export type SharedDraft<S, D, R> = {
  draft: Draft<D>
  /** What stands now, where both changed the same field. */
  theirs: S | null
  /** What would stand if what was changed here is kept. */
  mine: D
  save: (value: D) => Promise<R>
  /** Sends the form again with what was changed here. */
  keepMine: () => void
  takeTheirs: () => void
  /** For the form that `keepMine` sends. */
  formId: string
}

type How<S, D, R> = {
  draftOf: (standing: S) => D
  /** Names the thing, for what is kept in this tab. */
  keepAs: string
  send: (value: D, editVersion: number) => Promise<R>
}

export function useSharedDraft<S extends Versioned, D, R>(
  first: S,
  { draftOf, keepAs, send }: How<S, D, R>,
): SharedDraft<S, D, R> {
  // What the form began from, whatever the page has fetched since.
  const [begun, setBegun] = useState(first)
  const [theirs, setTheirs] = useState<S | null>(null)
  const draft = useDraft(() => draftOf(first), `${keepAs}.${begun.editVersion}`)
  const formId = useId()

  const takeOver = (standing: S, value: D) => {
    setBegun(standing)
    setTheirs(null)
    draft.reset(draftOf(standing))
    draft.set(value)
  }
  const mineOver = (standing: S, value: D) => withMine(draftOf(begun), value, draftOf(standing))

  const save = async (value: D): Promise<R> => {
    setTheirs(null)
    try {
      return await send(value, begun.editVersion)
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind !== 'stale') throw refusal
      const standing = refusal.current as S
      if (changedByBoth(draftOf(begun), value, draftOf(standing)).length > 0) {
        setTheirs(standing)
        throw new LeftToChoose()
      }
      const merged = mineOver(standing, value)
      takeOver(standing, merged)
      return send(merged, standing.editVersion)
    }
  }
  return {
    draft,
    theirs,
    mine: theirs ? mineOver(theirs, draft.value) : draft.value,
    save,
    formId,
    keepMine: () => {
      if (!theirs) return
      flushSync(() => takeOver(theirs, mineOver(theirs, draft.value)))
      ;(document.getElementById(formId) as HTMLFormElement).requestSubmit()
    },
    takeTheirs: () => theirs && takeOver(theirs, draftOf(theirs)),
  }
}
