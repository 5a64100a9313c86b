// One class: its head and its tabs. Each tab reads what it shows; the head is shared.
import type { ReactNode } from 'react'
import { useCall } from '../../../kit/api.ts'
import { Page, Tabs } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { htmlLang, nameOf, side, t, tn } from '../../../kit/words.ts'
import { classPage } from '../../classes/contract.ts'
import { AttendanceTab } from '../attendance/attendance-tab.tsx'
import { ClassActions } from './class-actions.tsx'
import { Corrections } from './corrections.tsx'
import '../convene.css'
import { NominationsTab } from '../nominations/nominations-tab.tsx'
import { PeopleTab } from '../nominations/people-tab.tsx'
import { ClassStateTag } from '../parts/class-state.tsx'
import { periodOf } from '../period.ts'
import { SeatsTab } from '../seats/seats-tab.tsx'
import { TimetableTab } from '../sessions/timetable-tab.tsx'
import type { Head, TabProps } from '../shapes.ts'
import { PapersTab } from './papers-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'
import { SummaryTab } from './summary-tab.tsx'

type Tab = { key: string; text: string; draw: (props: TabProps) => ReactNode; isFor: (head: Head) => boolean }

const everybody = () => true
const tabs = (): Tab[] => [
  { key: '', text: t('Seats'), draw: SeatsTab, isFor: everybody },
  { key: 'nominations', text: t('Nominations'), draw: NominationsTab, isFor: (head) => head.mayReadPeople },
  { key: 'people', text: t('Roster'), draw: PeopleTab, isFor: (head) => head.mayReadPeople },
  { key: 'timetable', text: t('Timetable'), draw: TimetableTab, isFor: everybody },
  {
    key: 'attendance',
    text: t('Attendance'),
    draw: AttendanceTab,
    isFor: (head) => head.mayReadPeople || head.isTrainee,
  },
  { key: 'summary', text: t('In brief'), draw: SummaryTab, isFor: everybody },
  { key: 'papers', text: t('Papers'), draw: PapersTab, isFor: everybody },
  { key: 'settings', text: t('Particulars'), draw: SettingsTab, isFor: (head) => head.mayChange },
]

export function ClassPage({ classId, tab = '' }: { classId: string; tab?: string }) {
  const head = useCall(classPage, { params: { classId } })
  return <Loaded of={head}>{(head) => <Drawn head={head} tab={tab} />}</Loaded>
}

function Drawn({ head, tab }: TabProps & { tab: string }) {
  const shown = tabs().filter((one) => one.isFor(head))
  const current = shown.find((one) => one.key === tab) ?? shown[0]
  const { names, hostPlace, place } = head.class
  const Current = current.draw
  return (
    <Page
      title={nameOf(names)}
      beside={
        <>
          {side() !== 'zh' && (
            <span className='zh' lang={htmlLang('zh')}>
              {names.zh}
            </span>
          )}{' '}
          <ClassStateTag of={head.class} />
        </>
      }
      crumbs={[
        { text: nameOf(place.names) },
        { text: t('Classes'), href: '/classes' },
        { text: nameOf(hostPlace.names) },
      ]}
      lead={leadOf(head)}
      actions={<ClassActions head={head} />}
    >
      <Tabs
        label={t('Parts of the class')}
        of={shown.map(({ key, text }) => ({
          text,
          href: key ? `/classes/${head.class.id}/${key}` : `/classes/${head.class.id}`,
          current: key === current.key,
        }))}
      />
      <Corrections head={head} />
      <Current head={head} />
    </Page>
  )
}

function leadOf(head: Head): string {
  return t('{host}, {period}. {posts} from {places}.', {
    host: nameOf(head.class.hostPlace.names),
    period: periodOf(head.class),
    posts: tn('{n} post', '{n} posts', head.posts.length),
    places: tn('{n} {planningPlace}', '{n} {planningPlaces}', head.places.length),
  })
}
