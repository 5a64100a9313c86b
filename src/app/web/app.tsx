// Who is here, which screen the address means, and the frame for it.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { matchRoute, Redirect, useLocation, useRouter, useSearch } from 'wouter'
import type { Role } from '../../access/rules.ts'
import { changeLanguage, me, signOut } from '../../access/sign-in/contract.ts'
import type { CallReply } from '../../base/call.ts'
import { sendKept } from '../../convene/web/parts/marks-kept.tsx'
import { setOwnAccount } from '../../kit/account.ts'
import { onSignedOut, send, useCall } from '../../kit/api.ts'
import { forgetDrafts } from '../../kit/draft.ts'
import { guideOf } from '../../kit/screen.ts'
import { Failed } from '../../kit/states.tsx'
import { adoptLanguage, formatNumber, setTimeZone, t } from '../../kit/words.ts'
import { setUnits } from '../../plan/web/parts/units.ts'
import { setForms } from '../../registry/web/parts/forms.ts'
import { setLevels } from '../../registry/web/parts/levels.ts'
import { programmeWords, stagesNow } from '../contract.ts'
import { entranceOf, screens, stages } from './all-screens.ts'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { LazyScreen } from './frame/lazy-screen.tsx'
import { NotFound } from './frame/not-found.tsx'
import { BareShell, Shell, type Status } from './frame/shell.tsx'

export function App() {
  const client = useQueryClient()
  const { parser } = useRouter()
  const [path] = useLocation()
  const search = useSearch()
  const who = useCall(me, {})
  const words = useCall(programmeWords, {})
  const account = who.data?.account?.id ?? null
  if (who.data) {
    setOwnAccount(account)
    setTimeZone(who.data.timeZone)
  }
  useOtherPerson(account)
  if (words.data) {
    setForms(words.data.forms)
    setLevels(words.data.levels)
    setUnits(words.data.units)
  }
  useEffect(() => onSignedOut(() => client.invalidateQueries({ queryKey: [me.method, me.path] })), [client])
  useFreshStart(path)
  const status = useStatus(Boolean(who.data?.account))
  const own = who.data?.account?.language
  const isOutside = screens.some(({ open, path: at }) => open && matchRoute(parser, at, path)[0])
  useEffect(() => {
    // Who has just come in at the door is on the way inside; the page there takes it over.
    if (own && !isOutside) adoptLanguage(own)
  }, [own, isOutside])

  const failed = [who, words].find((one) => one.error && !one.data)
  if (!who.data || !words.data)
    return failed?.error ? (
      <main>
        <Failed refusal={failed.error} retry={() => failed.refetch()} />
      </main>
    ) : null

  const leave = () =>
    sendKept(client)
      .then(() => send(signOut, {}))
      .finally(() => {
        client.clear()
        forgetDrafts()
        location.assign('/sign-in')
      })

  for (const screen of screens) {
    const [isMatch, params] = matchRoute(parser, screen.path, path)
    if (!isMatch) continue
    if (!screen.open && !who.data.account) return <ToSignIn from={search ? `${path}?${search}` : path} />
    const drawn = (
      <ErrorBoundary place={path}>
        <LazyScreen key={path} screen={screen} params={params} />
      </ErrorBoundary>
    )
    const guide = guideOf(screen, params)
    if (screen.bare)
      return (
        <BareShell who={who.data} room={screen.room} guide={guide}>
          {drawn}
        </BareShell>
      )
    return (
      <Shell
        who={who.data}
        room={screen.room}
        area={screen.area}
        guide={guide}
        status={status}
        onSignOut={leave}
        onLanguage={keepLanguage}
      >
        {drawn}
      </Shell>
    )
  }
  if (!who.data.account) return <ToSignIn from={path} />
  const first = entranceOf(firstArea(who.data.account.roles.map(({ role }) => role)))
  if (path === '/' && first) return <Redirect to={first} replace />
  return (
    <Shell who={who.data} status={status} onSignOut={leave} onLanguage={keepLanguage}>
      <NotFound />
    </Shell>
  )
}

/** Where each begins the day: a reporter at the figures, a planner at the plan, everybody else at the class. */
function firstArea(roles: Role[]): string {
  if (roles.includes('reporter')) return 'carry-out'
  if (roles.includes('planner')) return 'plan'
  if (roles.includes('presenter')) return 'cases'
  return stages[0].area
}

/** The small figures at the right of the stages; without them the rail is still whole. */
function useStatus(isSignedIn: boolean): Status {
  const { data } = useCall(stagesNow, {}, { enabled: isSignedIn })
  useAgreement(isSignedIn)
  return Object.fromEntries(Object.entries(data ?? {}).map(([area, figure]) => [area, drawn(figure)]))
}

/** What comes within this time of each other was counted at the same moment, as far as people can see. */
const sameMoment = 2_000

/** Others change figures too: where a page learns something new, the rail beside it is asked for again. */
function useAgreement(isSignedIn: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!isSignedIn) return
    const rail = [stagesNow.method, stagesNow.path]
    const known = new Map<string, unknown>()
    return client.getQueryCache().subscribe((event) => {
      if (event.type === 'removed') known.delete(event.query.queryHash)
      if (event.type !== 'updated' || event.action.type !== 'success') return
      const { queryHash, queryKey, state } = event.query
      const isNew = known.get(queryHash) !== state.data
      known.set(queryHash, state.data)
      if (!isNew || queryKey[1] === stagesNow.path) return
      void client.refetchQueries({
        queryKey: rail,
        predicate: ({ state: shown }) => shown.dataUpdatedAt < state.dataUpdatedAt - sameMoment,
      })
    })
  }, [client, isSignedIn])
}

/** Nothing counted draws nothing. */
function drawn(figure: CallReply<typeof stagesNow>[string]): string | undefined {
  if (figure === true) return t('now open')
  if (!figure) return undefined
  if (typeof figure === 'number') return formatNumber(figure)
  return t('{n}/{all}', { n: formatNumber(figure.n), all: formatNumber(figure.of) })
}

/** Kept with the account too, so that another device begins in it. */
const keepLanguage = (code: string): Promise<unknown> =>
  send(changeLanguage, { body: { language: code } }).catch(() => {})

/** To the sign-in, and from there back to where the reader wanted to go. */
const ToSignIn = ({ from }: { from: string }) => (
  <Redirect to={from === '/' ? '/sign-in' : `/sign-in?then=${encodeURIComponent(from)}`} replace />
)

/** Somebody else signed in in another window of this browser: nothing of what the one before saw stays here. */
function useOtherPerson(account: string | null): void {
  const before = useRef(account)
  useEffect(() => {
    if (before.current && account && before.current !== account) location.reload()
    before.current = account
  }, [account])
}

/** A new page begins at its top, with the keyboard's focus at its content; not on the very first one. */
function useFreshStart(path: string): void {
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    scrollTo(0, 0)
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])
}
