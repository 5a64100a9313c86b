// References between rooms: what the thread walks. A link runs from what something comes from to what follows of it.
import type { Names } from './words.ts'

export const refKinds = ['clause', 'case_step', 'misconception', 'plan_line', 'report', 'commitment'] as const
export type RefKind = (typeof refKinds)[number]
export type Ref = { kind: RefKind; id: string }

/** `from` is the source (a clause), `to` is what follows of it (a plan line). */
export type Link = { from: Ref; to: Ref }

/** A reference as a reader sees it; only given for records that the reader may see. */
export type Described = Ref & {
  title: Names
  /** where it belongs: the policy's title, the case's unit, the county */
  of: Names
  /** the page of the thing itself, e.g. '/cases/…#step-3' */
  href: string
}

export const refKey = (ref: Ref): string => `${ref.kind}:${ref.id}`

/** The ids of one kind among the references. */
export const idsOf = (refs: readonly Ref[], kind: RefKind): string[] =>
  refs.filter((ref) => ref.kind === kind).map((ref) => ref.id)
