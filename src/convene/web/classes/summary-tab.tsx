// The summary of the class as a newspaper would print it, in every language, over the figures that it was written from.
import { useState } from 'react'
import type { CallReply } from '../../../base/call.ts'
import { useCall } from '../../../kit/api.ts'
import { Button } from '../../../kit/button.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { Particulars, Section } from '../../../kit/page.tsx'
import { PrintButton } from '../../../kit/paper.tsx'
import { said } from '../../../kit/said.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { formatNumber, formatShare, htmlLang, language, languageName, nameOf, t } from '../../../kit/words.ts'
import { classSummary } from '../../classes/contract.ts'
import type { TabProps } from '../shapes.ts'
import { AtEnd, Parts, sayOf } from './summary-parts.tsx'

type Summary = CallReply<typeof classSummary>

export function SummaryTab({ head }: TabProps) {
  const summary = useCall(classSummary, { params: { classId: head.class.id } })
  return (
    <Loaded of={summary} lines={10}>
      {(summary) =>
        summary.texts.length === 0 ? (
          <Empty>
            {t('The class has not begun. Its summary is written from its own figures once it has.')}
          </Empty>
        ) : (
          <>
            <Texts summary={summary} />
            <Figures summary={summary} />
          </>
        )
      }
    </Loaded>
  )
}

const textOf = (text: Summary['texts'][number]): string =>
  text.sentences.join(text.language.startsWith('zh') ? '' : ' ')

function Texts({ summary }: { summary: Summary }) {
  const mine = summary.texts.find((text) => text.language === language()) ?? summary.texts[0]
  const others = summary.texts.filter((text) => text !== mine)
  return (
    <Section
      title={t('The class in brief')}
      note={
        <>
          {t('Written from the figures below.')}{' '}
          <span className='on-screen'>{t('It changes with them.')} </span>
          {summary.illustrative && <Illustrative />}
        </>
      }
      actions={<PrintButton />}
    >
      <Brief of={mine} />
      {others.map((text) => (
        <details key={text.language}>
          <summary lang={htmlLang(text.language)}>{languageName(text.language)}</summary>
          <Brief of={text} />
        </details>
      ))}
    </Section>
  )
}

const Brief = ({ of: text }: { of: Summary['texts'][number] }) => (
  <div className='brief'>
    <p lang={htmlLang(text.language)}>{textOf(text)}</p>
    <Copy text={textOf(text)} name={languageName(text.language)} />
  </div>
)

function Copy({ text, name }: { text: string; name: string }) {
  const [isFailed, setFailed] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => said(t('Copied.')),
      () => setFailed(true),
    )
  return (
    <p className='on-screen'>
      <Button small onClick={copy} label={t('Copy the text in {language}', { language: name })}>
        {t('Copy')}
      </Button>
      {isFailed && <small> {t('The browser does not allow copying here; select the text instead.')}</small>}
    </p>
  )
}

function Figures({ summary }: { summary: Summary }) {
  const { figures } = summary
  const marks = figures.attendance.present + figures.attendance.excused + figures.attendance.absent
  return (
    <>
      <Section title={t('Figures')}>
        <Particulars
          of={[
            {
              label: t('Places with people in the class'),
              value: sayOf(figures.placesPresent, figures.places),
            },
            {
              label: t('Seats with an accepted person'),
              value: sayOf(figures.accepted, figures.seats),
            },
            { label: t('Took part, in at least one session'), value: formatNumber(figures.tookPart) },
            {
              label: t('Times attended, of those marked'),
              value: sayOf(figures.attended, figures.possible),
            },
            { label: t('Days with sessions'), value: formatNumber(figures.days) },
            {
              label: t('Sessions with attendance'),
              value: sayOf(figures.recorded, figures.sessions),
            },
            { label: t('Present, of all marks'), value: formatShare(figures.attendance.present, marks) },
          ]}
        />
      </Section>
      <AtEnd summary={summary} />
      <Section title={t('By post')}>
        <Parts
          label={t('People by post')}
          title={t('Post')}
          all={t('All posts')}
          rows={figures.posts}
          of={figures}
        />
      </Section>
      <Section title={t('By {planningPlace}')}>
        <Parts
          label={t('People by {planningPlace}')}
          title={t('Place')}
          all={t('All places')}
          rows={figures.byPlace}
          of={figures}
        />
      </Section>
      <Section title={t('By stage')}>
        <Table
          label={t('Sessions and attendance by stage')}
          rows={figures.stages}
          rowKey={(stage) => stage.names.zh}
          columns={[
            { key: 'stage', title: t('Stage'), cell: (stage) => nameOf(stage.names) },
            {
              key: 'sessions',
              title: t('Sessions'),
              num: true,
              cell: (stage) => formatNumber(stage.sessions),
            },
            {
              key: 'present',
              title: t('Present'),
              num: true,
              cell: ({ attendance: a }) => formatShare(a.present, a.present + a.excused + a.absent),
            },
            {
              key: 'excused',
              title: t('Times excused'),
              num: true,
              cell: (stage) => formatNumber(stage.attendance.excused),
            },
            {
              key: 'absent',
              title: t('Times absent'),
              num: true,
              cell: (stage) => formatNumber(stage.attendance.absent),
            },
          ]}
        />
      </Section>
    </>
  )
}
