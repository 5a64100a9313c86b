// The way to the server: sends the calls that the rooms' contracts declare and turns every failure into a Refusal.
import type { UseQueryResult } from '@tanstack/react-query'
import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Call, type CallInput, type CallReply, type Exactly, isTouched } from '../base/call.ts'
import { newId } from '../base/ids.ts'
import { ownAccount } from './account.ts'
import { Refusal, readRefusal } from './refusal.ts'
import { language, t } from './words.ts'

type Values = Record<string, unknown>
type AnyInput = { params?: Values; query?: Values; body?: unknown }

/** '/api/plans/:planId' with its params and query filled in; what is undefined, null or '' is left out. */
export function addressOf(path: string, input: AnyInput = {}): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name] ?? '')),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (Array.isArray(value)) for (const one of value) query.append(name, String(one))
    else if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  return query.size > 0 ? `${filled}?${query}` : filled
}

/** The address of a call that answers with a file, for a link. */
export const hrefOf = <C extends Call, I extends CallInput<C>>(
  call: C,
  input: I & Exactly<CallInput<C>, I>,
): string => addressOf(call.path, input as AnyInput)

const listeners = new Set<() => void>()
/** Tells when the server no longer knows who is asking. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

type Request = {
  method: string
  address: string
  body?: BodyInit
  type?: string
  credentials?: RequestCredentials
  /** Under which the server recognises what it has already done. */
  key?: string
  /** In whose name it is meant; the server does nothing for anybody else who is signed in by now. */
  account?: string | null
}

export const unreachable = (): Refusal =>
  new Refusal({
    kind: 'unavailable',
    status: 503,
    title: t('The server cannot be reached.'),
    detail: t('Check the connection and try again. What you typed is still here.'),
  })

/** Whether the server answers at all just now. */
export const isReachable = (): Promise<boolean> =>
  fetch('/api/health').then(
    () => true,
    () => false,
  )

async function exchange(request: Request) {
  const { method, address, body, type, key, account, credentials = 'same-origin' } = request
  let reply: Response
  try {
    const headers = {
      accept: 'application/json',
      'accept-language': language(),
      ...(type ? { 'content-type': type } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
      ...(account ? { 'for-account': account } : {}),
    }
    reply = await fetch(address, { method, headers, body, credentials })
  } catch {
    throw unreachable()
  }
  const isJson = /\bjson\b/.test(reply.headers.get('content-type') ?? '')
  const content: unknown = isJson ? await reply.json().catch(() => undefined) : undefined
  if (reply.ok) return content
  if (reply.status === 401) for (const listener of listeners) listener()
  throw (
    readRefusal(reply.status, content) ??
    new Refusal(
      reply.status === 502 || reply.status === 503 || reply.status === 504
        ? {
            kind: 'unavailable',
            status: reply.status,
            title: t('The server is not ready.'),
            detail: t('Try again in a moment.'),
          }
        : {
            kind: 'unexpected',
            status: reply.status,
            title: t('Something went wrong on the server.'),
            detail: '',
          },
    )
  )
}

/** What was sent and not answered → the key that it went under, until an answer comes. */
const unanswered = new Map<string, string>()

/**
 * Sends one call. Throws a `Refusal`, never anything else. What changes something goes under a key: where no answer
 * came and the same is sent again, the server does it once and answers as the first time.
 */
export const send = <C extends Call, I extends CallInput<C>>(
  call: C,
  input: I & Exactly<CallInput<C>, I>,
): Promise<CallReply<C>> => deliver(call, input)

async function deliver<C extends Call>(call: C, input: CallInput<C>): Promise<CallReply<C>> {
  const { body } = input as AnyInput
  const json = body === undefined ? undefined : JSON.stringify(body)
  const address = addressOf(call.path, input as AnyInput)
  const account = call.open === 'anyone' ? null : ownAccount()
  const request = { method: call.method, address, body: json, type: json && 'application/json', account }
  if (call.once !== 'key') return exchange(request) as Promise<CallReply<C>>
  const what = `${call.method} ${address} ${json}`
  const key = unanswered.get(what) ?? newId()
  unanswered.set(what, key)
  return exchange({ ...request, key }).then(
    (reply) => {
      unanswered.delete(what)
      return reply as CallReply<C>
    },
    (refusal: Refusal) => {
      if (!worthRepeating(refusal)) unanswered.delete(what)
      throw refusal
    },
  )
}

/** Sends a call without saying who is asking: no cookie goes along, and none is taken from the reply. */
export function sendUnsigned<C extends Call, I extends CallInput<C>>(
  call: C,
  input: I & Exactly<CallInput<C>, I>,
): Promise<CallReply<C>> {
  const { body } = input as AnyInput
  const address = addressOf(call.path, input as AnyInput)
  const request = { method: call.method, address, body: JSON.stringify(body), type: 'application/json' }
  return exchange({ ...request, credentials: 'omit' }) as Promise<CallReply<C>>
}

/** Sends a file as the raw body of a call declared `raw`. What kind it is, the server sees from its first bytes. */
export function sendFile<C extends Call, I extends Omit<CallInput<C>, 'body'>>(
  call: C,
  input: I & Exactly<CallInput<C>, I>,
  file: Blob,
): Promise<CallReply<C>> {
  const address = addressOf(call.path, input as AnyInput)
  const type = 'application/octet-stream'
  const request = { method: call.method, address, body: file, type, account: ownAccount() }
  return exchange(request) as Promise<CallReply<C>>
}

const worthRepeating = (error: Error) => error instanceof Refusal && error.kind === 'unavailable'

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        networkMode: 'always',
        retry: (count, error) => count < 2 && worthRepeating(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })

export type Asked<T> = UseQueryResult<T, Refusal>

/** Asks and keeps the answer; draw it with `<Loaded of={…}>`. The old answer stays while a new one is fetched. */
export function useCall<C extends Call, I extends CallInput<C>>(
  call: C,
  input: I & Exactly<CallInput<C>, I>,
  options: {
    enabled?: boolean
    keep?: boolean
    /** Asks again after so many milliseconds, as long as the page is looked at. */
    every?: (found: CallReply<C> | undefined) => number
  } = {},
): Asked<CallReply<C>> {
  return useQuery<CallReply<C>, Refusal>({
    queryKey: [call.method, call.path, input],
    queryFn: () => deliver(call, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ? (query) => options.every?.(query.state.data) : undefined,
    placeholderData: options.keep ? (before: unknown) => before as never : undefined,
  })
}

export type Sending<C> = {
  /** Sends; resolves with the reply, rejects with a Refusal. */
  send: <I extends CallInput<C>>(input: I & Exactly<CallInput<C>, I>) => Promise<CallReply<C>>
  /** For a button: as `send`, but the refusal is only kept in `refusal`. */
  start: <I extends CallInput<C>>(input: I & Exactly<CallInput<C>, I>) => void
  busy: boolean
  refusal: Refusal | null
  reset: () => void
}

/** After a call was done, what it touches is asked for again where it is shown, and else when it is shown next. */
export const refresh = (client: QueryClient, call: Call): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => isTouched(call, String(queryKey[1])) })

/** A call that changes something. After success what it touches is asked for again. */
export function useSend<C extends Call>(
  call: C,
  options: { onDone?: (reply: CallReply<C>, input: CallInput<C>) => void } = {},
): Sending<C> {
  const client = useQueryClient()
  const mutation = useMutation<CallReply<C>, Refusal, CallInput<C>>({
    mutationFn: (input) => deliver(call, input),
    onSuccess: async (reply, input) => {
      await refresh(client, call)
      options.onDone?.(reply, input)
    },
    // Somebody else changed it meanwhile: what stands now is there when the form is opened anew.
    onError: (refusal) => (refusal.kind === 'stale' ? refresh(client, call) : undefined),
  })
  return {
    send: mutation.mutateAsync,
    start: (input) => mutation.mutate(input),
    busy: mutation.isPending,
    refusal: mutation.error,
    reset: mutation.reset,
  }
}
