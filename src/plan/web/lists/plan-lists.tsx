// The two lists by which plans are ordered: what a trade may be said to do, and the sections of a plan.
import type { CallReply } from '../../../base/call.ts'
import { useCall, useSend } from '../../../kit/api.ts'
import { EntryList, RetiredTag } from '../../../kit/entry-list.tsx'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { nameOf, t } from '../../../kit/words.ts'
import { orderPlanList, planLists } from '../../lists/contract.ts'
import { OutlookEditor, SectionEditor } from './list-editors.tsx'

type Lists = CallReply<typeof planLists>
type Props = { found: Lists; programmeId: string }

export function PlanLists({ programmeId }: { programmeId: string }) {
  const lists = useCall(planLists, { query: { programmeId } })
  return (
    <Loaded of={lists}>
      {(found) => (
        <>
          <OutlookList found={found} programmeId={programmeId} />
          <SectionList found={found} programmeId={programmeId} />
        </>
      )}
    </Loaded>
  )
}

function OutlookList({ found: { outlooks, mayChange }, programmeId }: Props) {
  const order = useSend(orderPlanList)
  return (
    <EntryList
      title={t('Outlooks of trades')}
      note={t('What a condition sheet says that the trade should do. Without any, none is asked.')}
      add={t('Add an outlook')}
      empty={t('No outlook: condition sheets do not ask what a trade should do.')}
      entries={outlooks}
      mayChange={mayChange}
      nameOf={({ names }) => nameOf(names)}
      onOrder={(ids) => order.start({ params: { programmeId }, body: { list: 'outlooks', ids } })}
      columns={[
        {
          key: 'name',
          title: t('Outlook'),
          cell: (one) => (
            <>
              <Tag tone={one.tone}>{nameOf(one.names)}</Tag> <RetiredTag of={one} />
            </>
          ),
        },
        {
          key: 'growth',
          title: t('Growth in the trade'),
          cell: (one) => (one.barsGrowth ? t('asks for a reason') : <Quiet>{t('as elsewhere')}</Quiet>),
        },
        { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
      ]}
      editor={(outlook, close) => (
        <OutlookEditor outlook={outlook} programmeId={programmeId} onClose={close} />
      )}
    />
  )
}

function SectionList({ found: { sections, mayChange }, programmeId }: Props) {
  const order = useSend(orderPlanList)
  return (
    <EntryList
      title={t('Sections of plans')}
      note={t('The parts into which a plan is divided. Without any, it is one list.')}
      add={t('Add a section')}
      empty={t('No section: a plan is one list of lines.')}
      entries={sections}
      mayChange={mayChange}
      nameOf={({ names }) => nameOf(names)}
      onOrder={(ids) => order.start({ params: { programmeId }, body: { list: 'sections', ids } })}
      columns={[
        {
          key: 'name',
          title: t('Section'),
          cell: (one) => (
            <>
              {nameOf(one.names)} <RetiredTag of={one} />
            </>
          ),
        },
        { key: 'about', title: t('What its lines are about'), cell: (one) => nameOf(one.about) },
        { key: 'code', title: t('Code'), cell: (one) => <code>{one.code}</code> },
      ]}
      editor={(section, close) => (
        <SectionEditor section={section} programmeId={programmeId} onClose={close} />
      )}
    />
  )
}
