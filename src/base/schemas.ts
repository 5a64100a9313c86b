// Shapes that many contracts share.
import { type Static, type TEnum, type TSchema, Type } from 'typebox'
import { visibleLine } from './spelling.ts'

export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** 'YYYY-MM-DD', and a day that the calendar has (which knows no year 0) */
export const DayText = Type.String({ pattern: '^(?!0000)\\d{4}-\\d{2}-\\d{2}$', format: 'date' })
/** A date as it was said: day, third of a month, month or year. */
export const SaidText = Type.String({
  pattern: '^(?!0000)\\d{4}(-\\d{2}(-(\\d{2}|early|mid|late))?)?$',
  format: 'said-date',
})
/** 'YYYY-MM' */
export const MonthText = Type.String({ pattern: '^(?!0000)\\d{4}-(0[1-9]|1[0-2])$', format: 'said-date' })
/** 'YYYY-MM-DDThh:mm:ssZ', down to the microsecond: an instant of a day that the calendar has. */
export const InstantText = Type.String({
  pattern: '^(?!0000)\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$',
  format: 'date-time',
})
/** What people write, in one language or both. */
export const TextUpTo = (maxLength: number) =>
  Type.Object({ zh: Type.String({ maxLength }), en: Type.String({ maxLength }) })
const NameText = Type.String({ maxLength: 200, format: visibleLine })
/** What a thing is called: one line that can be seen. */
export const NamesShape = Type.Object({ zh: NameText, en: NameText })
export const TextShape = TextUpTo(4000)
export const mostSignatures = 6
/** What a paper is called, and what stands below each line to sign on; both may name what is filled in: '{place}'. */
export const PaperWords = Type.Object({
  title: NamesShape,
  signatures: Type.Array(NamesShape, { maxItems: mostSignatures }),
})
/** What is answered of any length: titles of cited things may be whole sentences. */
export const AnyText = Type.Object({ zh: Type.String(), en: Type.String() })
export const Named = Type.Object({ id: Id, names: NamesShape })
export type Named = Static<typeof Named>
export const Coded = Type.Object({ id: Id, code: Type.String(), names: NamesShape })
export type Coded = Static<typeof Coded>
/** What is entered beside names, once: small letters, digits and hyphens. */
export const CodeText = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,59}$' })
export const Done = Type.Object({ id: Id })
export const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])
/** A whole number that JavaScript holds exactly. */
export const Whole = Type.Integer({ minimum: -9007199254740991, maximum: 9007199254740991 })
/** A version, a position, a count of things at hand: what a column of four bytes holds. */
export const Small = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })
export const Line = Type.String({ minLength: 1, maxLength: 300 })
export const Prose = Type.String({ maxLength: 20000 })
/** One of a list of words, as a JSON Schema enum. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Enum([...values]) as unknown as TEnum<T[number][]>
/** What an answer is sent with instead of a name: 32 random bytes and a 2048-bit signature, as base64url. */
export const BallotShape = Type.Object({
  token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  signature: Type.String({ pattern: '^[A-Za-z0-9_-]{342}$' }),
})
/** Who may answer without a name, from how many answers on there are figures, and until when. */
export const RosterShape = Type.Object({
  /** how many are on it; of a draft, how many would be */
  size: Type.Integer(),
  floor: Type.Integer(),
  /** null while it is a draft */
  closesAt: nullable(Type.String()),
  isOver: Type.Boolean(),
  /** whether the reader is on it */
  isIn: Type.Boolean(),
  /** the first of those who could have put somebody on it: they accept nominations and make accounts there */
  by: Type.Array(Type.Object({ names: NamesShape, role: Type.String() }), { maxItems: 20 }),
})
export type RosterTold = Static<typeof RosterShape>
/** A blinded message of 2048 bits. */
export const BlindedText = Type.String({ pattern: '^[A-Za-z0-9_-]{342}$' })
/** A share as it may be published: see base/shares.ts. */
export const ShareShape = Type.Object({ sign: oneOf(['about', 'most', 'least']), percent: Type.Integer() })
/** How many rows a page of a long list has at most. */
export const pageLength = 50
/** The rows of one page of a long list. */
export const PageOf = <T extends TSchema>(row: T) => Type.Array(row, { maxItems: pageLength })
/** Where a page of a long list begins: what the page before gave as `next`. */
export const After = Type.Optional(Type.String({ maxLength: 300 }))
/** What the next page begins after; null at the end. */
export const Next = nullable(Type.String())
