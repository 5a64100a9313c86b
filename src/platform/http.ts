// The kernel of every request: validate, know the actor, open the transaction, run the room's function, and answer
// only after the commit. A room never sees Fastify; it sees a plain context and the validated input.
import { randomUUID } from 'node:crypto'
import '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Call, type CallInput, type CallReply, type Exactly, refusalsOf } from '../base/call.ts'
import type { Day } from '../base/dates.ts'
import { Problem } from '../base/problems.ts'
import { chooseLanguage, languageCookie, msg } from '../base/words.ts'
import { isLong, type LongBody, lengthOf, openBodies, whenGone } from './bodies.ts'
import { type Say, type Words, wantedTags } from './catalogues.ts'
import { closedCall, compileInput } from './closed.ts'
import { type Database, type Db, tryingAgain } from './database.ts'
import type { Files } from './files.ts'
import type { Gate } from './gate.ts'
import type { Listeners } from './journal.ts'
import { type Count, countedRefusal } from './limits.ts'
import { senderOf } from './network.ts'
import { answeredMeanwhile, once } from './once.ts'
import { Outgoing } from './outgoing.ts'
import { answerProblem, type Constraints, nameField } from './refusals.ts'
import { compileReply } from './reply.ts'
import { keyOf } from './request-key.ts'

/** What a room's function is given first. `db` is the request's transaction in every call that writes. */
export type Context<A> = {
  db: Db
  actor: A
  now: Date
  today: Day
  requestId: string
  language: string
  say: Say
  listeners: Listeners
  files: Files
}

/** `token`: a machine asks, with a token that may or may not write. */
type Who<A> = { actor: A; today: Day; language: string | null; token?: { mayWrite: boolean } }
export type Reply<A = unknown> = {
  setCookie(name: string, value: string, seconds: number): void
  cookie(name: string): string | undefined
  file(name: string, type: string): void
  /** What the asking device calls itself, and where it asks from, as far as that is counted. */
  agent: string
  network: string
  /** Aborted once whoever asked has hung up: for what waits long. */
  gone(): AbortSignal
  /** Outside the request's transaction: for what must stay even though the request is refused. */
  outside: Db
  /** The transaction of a handler that `opensItself`, as whoever asks by then: with the rights of that moment. */
  transaction<T>(work: (ctx: Context<A>) => Promise<T>): Promise<T>
  /** Done once the request's changes stand for good. If it fails, that is logged and the answer stays as it is. */
  afterCommit(work: () => Promise<void>): void
}
type Handler<A, C> = (ctx: Context<A>, input: CallInput<C>, reply: Reply<A>) => Promise<CallReply<C>>
/**
 * `inOneStatement`: all that the call writes is one statement, which needs no transaction around it. `opensItself`: the
 * handler opens its transaction (`reply.transaction`), since what comes before it takes long. `gate`: only a few such
 * calls at once; whoever has waited is asked again who it is, so that nothing is done with rights that are gone.
 */
export type How = { inOneStatement?: boolean; opensItself?: boolean; gate?: Gate }
export type Serve<A> = <C extends Call, R extends CallReply<C>>(
  call: C,
  handler: (ctx: Context<A>, input: CallInput<C>, reply: Reply<A>) => Promise<R & Exactly<CallReply<C>, R>>,
  how?: How,
) => void

export type Kernel<A> = {
  database: Database
  words: Words
  listeners: Listeners
  files: Files
  constraints: Constraints
  /** Reads who is asking from the request; null for nobody. */
  whoIs(db: Db, cookie: (name: string) => string | undefined, bearer: string | undefined): Promise<Who<A>>
  /** The account that the actor is signed in to; null for nobody. */
  accountOf(actor: A): string | null
  /** Counts requests, and refuses whoever asks too often. */
  count: Count
  /** Refuses what would be written while the disk is about to be full. */
  mustHaveRoom(): Promise<void>
  secureCookies: boolean
  /** How many calls are being worked on: what was taken in is finished before the server ends. */
  underWay: { count: number }
  /** Replies that hold less or more than their contract, and refusals of a kind that it does not name, are errors. */
  checkReplies: boolean
}

const largestFile = 10 * 1024 * 1024
const largestBody = 2 * 1024 * 1024
/** What is taken in of whoever is not asked who it is: a password, a passkey, the answers of a round. */
const largestOfNobody = 16 * 1024

/** The language chosen on the device that asks; none of a program or of a browser that has shown no screen. */
const chosenLanguage = ({ cookies }: FastifyRequest, { languages }: Words): string | undefined =>
  languages.find((one) => one === cookies?.[languageCookie])

/** The language that a request asks for, as far as there are words for it: chosen, or in its Accept-Language. */
export const askedLanguage = (request: FastifyRequest, words: Words): string =>
  chosenLanguage(request, words) ??
  chooseLanguage(wantedTags(request.headers['accept-language']), words.languages)

/** Gives the function with which rooms register their calls on the server; `calls` collects them all. */
export function makeServe<A>(app: FastifyInstance, kernel: Kernel<A>, calls: Call[]): Serve<A> {
  // What Fastify refuses before a handler runs: a body that cannot be read or is too large.
  app.setErrorHandler((error, request, response) => {
    const say = kernel.words.say(askedLanguage(request, kernel.words))
    const told = countedRefusal(kernel.count, request, error)
    return answerProblem(told, { request, response, say, constraints: kernel.constraints })
  })
  const countIn = openBodies()
  const bodies = new WeakMap<FastifyRequest, LongBody>()
  return (declared, handler, how = {}) => {
    const call = closedCall(declared)
    const bodyLimit = call.open === 'anyone' ? largestOfNobody : call.raw ? largestFile : largestBody
    calls.push(call)
    const check = whenAsked(() => compileInput(call))
    const write = call.file ? null : whenAsked(() => compileReply(call, kernel.checkReplies))
    const declaredKinds = kernel.checkReplies ? refusalsOf(call) : undefined
    app.route({
      method: call.method,
      url: call.path,
      bodyLimit,
      // Who sends something long is asked before it is taken in: of strangers nothing of it is held, but for what is
      // open to them, which counts by where it comes from.
      onRequest: async (request, response) => {
        if (!isLong(request)) return
        let sender = senderOf(request)
        if (call.open !== 'anyone') {
          const { account } = await askedBy(kernel, request, response)
          mustBeMeant(account, request)
          sender = account
        }
        const body = { isWorkedOn: false, countOut: countIn(sender, Math.min(lengthOf(request), bodyLimit)) }
        bodies.set(request, body)
        whenGone(request, response, () => body.isWorkedOn || body.countOut())
      },
      handler: async (request, response) => {
        const asked = askedLanguage(request, kernel.words)
        const say = kernel.words.say(asked)
        const body = bodies.get(request)
        if (body) body.isWorkedOn = true
        kernel.underWay.count += 1
        try {
          refuseForeignOrigin(request)
          // A file is made for whoever takes it, and who took it stands in the journal: asked about, it is not made.
          if (call.file && request.method === 'HEAD') {
            kernel.count(request, null)
            return response.code(405).header('allow', 'GET').send()
          }
          const answer = await run(kernel, { call, handler, how, check }, request, response, asked)
          // A browser asks again each time, and is told in a line if nothing has changed.
          if (call.method === 'GET') response.header('cache-control', 'private, no-cache')
          if (!write) return response.send(counted(answer, kernel.underWay))
          return response.type('application/json; charset=utf-8').send(write(answer))
        } catch (error) {
          const { constraints } = kernel
          const told = countedRefusal(kernel.count, request, error)
          return answerProblem(told, { request, response, say, constraints, declared: declaredKinds })
        } finally {
          kernel.underWay.count -= 1
          body?.countOut()
        }
      },
    })
  }
}

/**
 * Made with the first request: most calls are seldom asked for, and all of them together fill a quarter of the memory.
 */
function whenAsked<F extends (given: never) => unknown>(make: () => F): F {
  let made: F | undefined
  return ((given) => {
    made ??= make()
    return made(given)
  }) as F
}

/** What still goes out is still being worked on. */
function counted<T>(answer: T, underWay: { count: number }): T {
  if (answer instanceof Outgoing) {
    underWay.count += 1
    answer.once('close', () => {
      underWay.count -= 1
    })
  }
  return answer
}

/** Who asks, counted from now on. */
async function askedBy<A>(
  kernel: Kernel<A>,
  request: FastifyRequest,
  response: FastifyReply,
): Promise<Asker<A>> {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  const { cookie } = replyTools(request, response, kernel)
  const who = await kernel.whoIs(kernel.database.kysely, cookie, bearer)
  const account = kernel.accountOf(who.actor)
  kernel.count(request, account === null ? null : { accountId: account })
  return { who, account }
}

type Asker<A> = { who: Who<A>; account: string | null }

type Served<A, C> = {
  call: C
  handler: Handler<A, C>
  how: How
  check: (request: FastifyRequest) => CallInput<C>
}

async function run<A, C extends Call>(
  kernel: Kernel<A>,
  served: Served<A, C>,
  request: FastifyRequest,
  response: FastifyReply,
  asked: string,
): Promise<CallReply<C>> {
  const { call, how, check } = served
  const asker = await askedBy(kernel, request, response)
  const { account } = asker
  // Whatever the log says of this request from here on, it says whose it was.
  if (account) request.log = request.log.child({ account })
  mustBeLetIn(call, asker, request)
  const input = check(request)
  /** Who asks by now: meanwhile the account may have ended, or lost a right. */
  const askedAgain = async () => {
    const now = await askedBy(kernel, request, response)
    mustBeLetIn(call, now, request)
    return now
  }
  const work = async (asker: Asker<A>) => {
    if (call.method !== 'GET') await kernel.mustHaveRoom()
    return answered(kernel, served, { request, response, asked, asker, askedAgain, input })
  }
  if (!how.gate) return work(asker)
  const who = account ?? senderOf(request)
  return how.gate(who, async () => work(await askedAgain()), goneOf(request, response))
}

/** Aborted once whoever asked has hung up, or has the answer. */
function goneOf(request: FastifyRequest, response: FastifyReply): AbortSignal {
  const gone = new AbortController()
  whenGone(request, response, () => gone.abort())
  return gone.signal
}

type Asked<A, C> = {
  request: FastifyRequest
  response: FastifyReply
  asked: string
  asker: Asker<A>
  askedAgain: () => Promise<Asker<A>>
  input: CallInput<C>
}

/** Runs the handler, in a transaction where the call writes, and what is to follow its commit. */
async function answered<A, C extends Call>(
  kernel: Kernel<A>,
  { call, handler, how }: Served<A, C>,
  { request, response, asked, asker: { who, account }, askedAgain, input }: Asked<A, C>,
): Promise<CallReply<C>> {
  const { kysely } = kernel.database
  let later: (() => Promise<void>)[] = []
  const contextOf = (db: Db, { actor, today, language: own, token }: Who<A>): Context<A> => {
    // A file is opened by the browser itself, whose header says how it was installed, not what was chosen here.
    const isOpened = call.file && !token
    const isAskedFor =
      chosenLanguage(request, kernel.words) !== undefined || (request.headers['accept-language'] && !isOpened)
    const language = isAskedFor ? asked : (own ?? asked)
    return {
      db,
      actor,
      now: new Date(),
      today,
      requestId: request.id,
      language,
      say: kernel.words.say(language),
      listeners: kernel.listeners,
      files: kernel.files,
    }
  }
  const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    tryingAgain(() => {
      // What the first try wanted done after its commit is no more wanted.
      later = []
      return kysely.transaction().execute(work)
    })
  const reply: Reply<A> = {
    ...replyTools(request, response, kernel),
    afterCommit: (work) => void later.push(work),
    transaction: async (work) => {
      const { who } = await askedAgain()
      return transaction((db) => work(contextOf(db, who)))
    },
  }
  const key = account ? keyOf(call, request) : null
  const within = (db: Db) => {
    const work = () => handler(contextOf(db, who), input, reply)
    if (!key || !account) return work()
    const content = { call: `${call.method} ${call.path}`, input }
    return once({ db, actor: { accountId: account } }, { id: key, content }, work)
  }
  const isPlain = call.method === 'GET' || how.opensItself
  const inOne = how.inOneStatement && !key
  const inItsWay = () =>
    isPlain ? within(kysely) : inOne ? tryingAgain(() => within(kysely)) : transaction(within)
  const answer = await inItsWay().catch(async (error) => {
    const first = await answeredMeanwhile<CallReply<C>>(kysely, error)
    if (!first) throw nameField(error, input)
    later = []
    return first.answer
  })
  for (const work of later)
    await work().catch((error: unknown) => request.log.error(error, 'what follows a request failed'))
  return answer
}

function mustBeLetIn<A>(call: Call, { who, account }: Asker<A>, request: FastifyRequest): void {
  if (call.open !== 'anyone') mustBeMeant(account, request)
  if (who.token) mustBeForTokens(call, who.token)
}

/** Somebody is signed in, and it is whom the window that asks was opened for: another may have signed in since. */
function mustBeMeant(account: string | null, request: FastifyRequest): asserts account is string {
  if (!account) throw new Problem('sign-in')
  const meant = request.headers['for-account']
  if (meant !== undefined && meant !== account)
    throw new Problem('sign-in', {
      text: msg('Somebody else is signed in in this browser now; nothing was done in their name.'),
    })
}

/**
 * A token reads, and writes where it may; it never gives or takes ways in, nor does what is open to anybody unnamed.
 */
function mustBeForTokens(call: Call, token: { mayWrite: boolean }): void {
  if (call.open === 'in-person' || (call.open === 'anyone' && call.method !== 'GET'))
    throw new Problem('not-permitted', {
      text: msg('No token of a program does this: sign in and do it yourself.'),
    })
  if (call.method !== 'GET' && !token.mayWrite)
    throw new Problem('not-permitted', { text: msg('This token may only read.') })
}

/** Under https a name that the browser takes from this host alone, over https alone, for all of it. */
const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name)

function replyTools<A>(
  request: FastifyRequest,
  response: FastifyReply,
  kernel: Kernel<A>,
): Omit<Reply<A>, 'afterCommit' | 'transaction'> {
  const secure = kernel.secureCookies || request.protocol === 'https'
  return {
    agent: request.headers['user-agent'] ?? '',
    network: senderOf(request),
    outside: kernel.database.outside,
    gone: () => goneOf(request, response),
    cookie: (name) => request.cookies[cookieName(name, secure)],
    setCookie: (name, value, seconds) =>
      void response.setCookie(cookieName(name, secure), value, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        maxAge: seconds,
      }),
    file: (name, type) =>
      void response
        .type(type)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`),
  }
}

// A browser names where a request comes from; a page of another site may not write with this site's cookie.
function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET') return
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw new Problem('not-permitted')
  const origin = request.headers.origin
  // A sandboxed page sends the origin 'null', which is no address of ours either.
  if (origin && (!URL.canParse(origin) || new URL(origin).host !== request.host))
    throw new Problem('not-permitted')
}

export const newRequestId = (): string => randomUUID()
