// The calls of the short lists that all places share: forms of units, trades, posts. What is in use is never deleted:
// retired, it is no longer offered.
import { Type } from 'typebox'
import { call } from '../../base/call.ts'
import { DayText, Done, Id, NamesShape, nullable, oneOf } from '../../base/schemas.ts'
import { organisationKinds } from './rules.ts'

/** What records name a form by. */
export const FormCode = Type.String({ minLength: 1, maxLength: 60 })
const Code = Type.String({ minLength: 1, maxLength: 60 })
const Retired = { retiredOn: nullable(DayText) }
/** Taken off the list, or put back on it. */
const Retire = { retired: Type.Boolean() }

const FormBody = {
  names: NamesShape,
  plural: NamesShape,
  kind: oneOf(organisationKinds),
  counted: Type.Boolean(),
  leastMembers: nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  mostMembers: nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
}
export const FormShape = Type.Object({ id: Id, code: FormCode, ...FormBody, ...Retired })

export const listForms = call({
  method: 'GET',
  path: '/api/forms',
  summary: 'The forms of units in the programme’s own words, each with its neutral nature.',
  reply: Type.Object({
    forms: Type.Array(Type.Object({ ...FormShape.properties, isUsed: Type.Boolean() })),
    mayChange: Type.Boolean(),
  }),
})

export const addForm = call({
  method: 'POST',
  path: '/api/forms',
  summary: 'Adds a form of units.',
  body: Type.Object({ code: Code, ...FormBody }),
  reply: Done,
})

export const changeForm = call({
  method: 'PUT',
  path: '/api/forms/:formId',
  summary: 'Changes a form. Of one in use the nature, and whether it is counted, stay as they are.',
  params: Type.Object({ formId: Id }),
  body: Type.Object({ ...FormBody, ...Retire }),
  reply: Done,
})

const Entry = Type.Object({ id: Id, code: Type.String(), names: NamesShape, ...Retired })

export const listTrades = call({
  method: 'GET',
  path: '/api/trades',
  summary: 'The list of trades that all places share.',
  reply: Type.Object({ trades: Type.Array(Entry), mayChange: Type.Boolean() }),
})

export const addTrade = call({
  method: 'POST',
  path: '/api/trades',
  summary: 'Adds a trade to the list.',
  body: Type.Object({ code: Code, names: NamesShape }),
  reply: Done,
})

export const changeTrade = call({
  method: 'PUT',
  path: '/api/trades/:tradeId',
  summary: 'Renames a trade, takes it off the list or puts it back.',
  params: Type.Object({ tradeId: Id }),
  body: Type.Object({ names: NamesShape, ...Retire }),
  reply: Done,
})

const PostBody = {
  names: NamesShape,
  /** the forms of unit that have it */
  forms: Type.Array(FormCode, { maxItems: 100 }),
  singleSeat: Type.Boolean(),
}
export const PostShape = Type.Object({ ...Entry.properties, ...PostBody })

export const listPosts = call({
  method: 'GET',
  path: '/api/posts',
  summary: 'The kinds of posts, each with the forms of unit that have it.',
  reply: Type.Object({ posts: Type.Array(PostShape), mayChange: Type.Boolean() }),
})

export const addPost = call({
  method: 'POST',
  path: '/api/posts',
  summary: 'Adds a kind of post.',
  body: Type.Object({ code: Code, ...PostBody }),
  reply: Done,
})

export const changePost = call({
  method: 'PUT',
  path: '/api/posts/:postId',
  summary: 'Changes a kind of post, takes it off the list or puts it back.',
  params: Type.Object({ postId: Id }),
  body: Type.Object({ ...PostBody, ...Retire }),
  reply: Done,
})

export const lists = ['forms', 'trades', 'posts'] as const
export type List = (typeof lists)[number]

export const orderList = call({
  method: 'PUT',
  path: '/api/lists/:list/order',
  summary: 'The order of a list, by the ids of its entries.',
  params: Type.Object({ list: oneOf(lists) }),
  body: Type.Object({ ids: Type.Array(Id, { maxItems: 1000 }) }),
  reply: Type.Object({ list: oneOf(lists) }),
})
