// The frame around every screen, drawn from what it is given; it fetches nothing.
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Link, useSearch } from 'wouter'
import { type Role, roleNames } from '../../../access/rules.ts'
import type { Names } from '../../../base/words.ts'
import { MarksKept } from '../../../convene/web/parts/marks-kept.tsx'
import { Button } from '../../../kit/button.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { Toast } from '../../../kit/said.tsx'
import type { Stage } from '../../../kit/screen.ts'
import { Tongues } from '../../../kit/tongues.tsx'
import { formatDay, htmlLang, language, nameOf, t } from '../../../kit/words.ts'
import { entranceOf, overall, stages } from '../all-screens.ts'

export type Who = {
  account: {
    id: string
    name: Names
    language: string | null
    roles: { role: Role; place: { id: string; names: Names } }[]
  } | null
  programme: { id: string; names: Names; historical: boolean } | null
  demo: boolean
  /** The programme's day, 'YYYY-MM-DD'. */
  today: string
}

/** A few characters at the right of a stage: '122/125', '✓', 'open'. */
/** By area: the small figure beside it. */
export type Status = Record<string, string | undefined>

type Props = {
  who: Who
  /** The room that the screen is from; none where there is no such page. */
  room?: string
  area?: string
  /** The paragraph of the guide that tells of the screen. */
  guide?: string
  status?: Status
  onSignOut: () => void
  /** Waited for: choosing a language loads the page anew. */
  onLanguage?: (code: string) => Promise<unknown>
  children: ReactNode
}

export function Shell(props: Props) {
  const { who, room, area, guide, children } = props
  const [isMore, setMore] = useState(false)
  const isOnWay = useSearch().includes('from=set-up')
  const isBeyond = area !== undefined && !stages.some((stage) => stage.area === area)
  return (
    <div className='app'>
      <Skip />
      <Rail {...props} />
      <header className='topbar'>
        <Brand />
        {who.programme && <span>{nameOf(who.programme.names)}</span>}
      </header>
      <div>
        <Strip who={who} />
        <MarksKept />
        <GuideLink guide={guide} inBar />
        {isOnWay && <SetUpLink />}
        <Main room={room}>{children}</Main>
      </div>
      <nav className='bottombar' aria-label={t('Stages')}>
        {stages.map((stage) => (
          <BottomLink key={stage.area} stage={stage} isCurrent={stage.area === area} />
        ))}
        <button
          type='button'
          onClick={() => setMore(true)}
          aria-current={isBeyond ? 'page' : undefined}
          aria-haspopup='dialog'
        >
          <span className='ch' aria-hidden='true'>
            ···
          </span>
          {t('More')}
        </button>
      </nav>
      <Dialog title={t('More')} open={isMore} onClose={() => setMore(false)}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link followed by Enter arrives as a click too */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only notices that a link inside was followed */}
        <div className='more' onClick={(event) => (event.target as Element).closest('a') && setMore(false)}>
          <Rail {...props} isSheet />
        </div>
      </Dialog>
      <Toast />
    </div>
  )
}

/** Screens without the rail: sign-in, papers. */
export function BareShell({
  who,
  room,
  guide,
  children,
}: Pick<Props, 'who' | 'room' | 'guide' | 'children'>) {
  return (
    <div className='bare'>
      <Skip />
      <Strip who={who} />
      <MarksKept />
      <GuideLink guide={guide} />
      <Main room={room}>{children}</Main>
      <Toast />
    </div>
  )
}

/** Where a screen is drawn. Its dialogs are drawn in it too: the styles of its room hold here and nowhere else. */
const Main = ({ room, children }: Pick<Props, 'room' | 'children'>) => (
  <main id='main' tabIndex={-1} className={room && `room-${room}`}>
    {children}
  </main>
)

/** Opened beside the screen, so that what is being typed stays in sight. */
const GuideLink = ({ guide = '', inBar = false }: Pick<Props, 'guide'> & { inBar?: boolean }) => (
  <div className={inBar ? 'guide in-bar' : 'guide'}>
    <a href={`/guide/${language()}#${guide}`} target='_blank' rel='noopener'>
      {t('Guide')}
    </a>
  </div>
)

const Skip = () => (
  <a className='skip' href='#main'>
    {t('Skip to the content')}
  </a>
)

const Brand = () => (
  <Link href='/' className='brand'>
    <b lang={htmlLang('zh')}>合作</b> Hezuo
  </Link>
)

/** Says quietly that this is history and which day it is there. */
function Strip({ who }: { who: Who }) {
  if (!who.programme?.historical) return null
  return (
    <aside className='strip' aria-label={t('About the sample')}>
      <span>{t('Historical setting, Xuchang 1954: figures marked illustrative are invented.')}</span>
      <span>{t('Programme day: {day}', { day: formatDay(who.today) })}</span>
    </aside>
  )
}

function Rail({ who, area, status = {}, onSignOut, onLanguage, isSheet }: Props & { isSheet?: boolean }) {
  const { account, programme } = who
  return (
    <nav className='rail' aria-label={isSheet ? t('More') : t('Main navigation')}>
      {!isSheet && <Brand />}
      {programme && <div className='rail-label'>{nameOf(programme.names)}</div>}
      {!isSheet && <Steps of={stages} area={area} status={status} />}
      <div className='rail-label'>{t('Overall')}</div>
      <Steps of={overall} area={area} status={status} />
      {account?.roles.some(({ role }) => role === 'administrator') && <SetUpLink />}
      <div className='rail-end'>
        {account && (
          <div>
            <Link className='name' href='/account'>
              <strong>{nameOf(account.name)}</strong>
            </Link>
            {account.roles.map(({ role, place }) => (
              <small className='below' key={`${role} ${place.id}`}>
                {t('{role}, {place}', { role: t(roleNames[role]), place: nameOf(place.names) })}
              </small>
            ))}
          </div>
        )}
        <div className='row'>
          <span className='tongues'>
            <Tongues onLanguage={onLanguage} />
          </span>
          {account && (
            <Button kind='link' onClick={onSignOut}>
              {t('Sign out')}
            </Button>
          )}
        </div>
      </div>
    </nav>
  )
}

/** The way on which the programme is set up: for whoever administers, and back to it from where a step is done. */
const SetUpLink = () => (
  <div className='rail-label'>
    <Link href='/set-up'>{t('Set up step by step')}</Link>
  </div>
)

const StageName = ({ of: stage }: { of: Stage }) => (
  <>
    <span className='ch' aria-hidden='true' lang={htmlLang('zh')}>
      {stage.ch}
    </span>
    {t(stage.title)}
  </>
)

function Steps({ of, area, status }: { of: Stage[]; area?: string; status: Status }) {
  return (
    <ul>
      {of.map((stage) => {
        const inside = (
          <>
            <StageName of={stage} />
            <i>{status[stage.area]}</i>
          </>
        )
        const href = entranceOf(stage.area)
        return (
          <li key={stage.area}>
            {href ? (
              <Link className='step' href={href} aria-current={stage.area === area ? 'page' : undefined}>
                {inside}
              </Link>
            ) : (
              <span className='step'>{inside}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function BottomLink({ stage, isCurrent }: { stage: Stage; isCurrent: boolean }) {
  const href = entranceOf(stage.area)
  return href ? (
    <Link href={href} aria-current={isCurrent ? 'page' : undefined}>
      <StageName of={stage} />
    </Link>
  ) : (
    <span className='tab'>
      <StageName of={stage} />
    </span>
  )
}
