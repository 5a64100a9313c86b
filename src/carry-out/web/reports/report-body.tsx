// What one report says: the figure, where it comes from, what shows that it is so, who looked at it, and how it was
// corrected.
import { Link } from 'wouter'
import { hrefOf } from '../../../kit/api.ts'
import { Illustrative, Quiet } from '../../../kit/marks.tsx'
import { Columns, Particulars, Rows, Section } from '../../../kit/page.tsx'
import { Empty, Notice } from '../../../kit/states.tsx'
import { formatDay, formatNumber, nameOf, t } from '../../../kit/words.ts'
import { unitText } from '../../../plan/web/parts/units.ts'
import { evidenceFile } from '../../reports/contract.ts'
import { leftReasonNames, sourceNames, visitHowNames } from '../../reports/rules.ts'
import { ReportTag } from '../marks.tsx'
import { exactText } from '../parts/figures.tsx'
import type { ReportReply } from '../shapes.ts'
import { saidParts } from './said-parts.ts'
import '../carry-out.css'

export function ReportBody({ data }: { data: ReportReply }) {
  const { report, line, looks, chain, evidence, visits } = data
  const { unit } = line.indicator
  const later = chain.at(-1)
  return (
    <Columns side={<Chain data={data} />}>
      {!report.standing && later && (
        <Notice tone='warn' title={t('This figure was corrected.')}>
          <Link href={`/carry-out/reports/${later.id}`}>{t('Go to the one that stands')}</Link>
        </Notice>
      )}
      <p className='big-figure'>
        {exactText(report.value, unit)} <small>{unitText(unit)}</small> <ReportTag state={report.state} />
      </p>
      {looks.length > 0 && (
        <Notice tone='warn' title={t('The sender was asked to look again')}>
          {looks.map((look) => look.text).join(' · ')}
        </Notice>
      )}
      <ReportParticulars of={report} line={line} />
      <Evidence of={evidence} />
      <Visits of={visits} unit={unit} />
      {line.illustrative && (
        <p className='note'>
          <Illustrative />
        </p>
      )}
    </Columns>
  )
}

function ReportParticulars({ of: report, line }: { of: ReportReply['report']; line: ReportReply['line'] }) {
  return (
    <Particulars
      of={[
        ...(report.reporter ? [{ label: t('Reported by'), value: nameOf(report.reporter.names) }] : []),
        { label: t('As of'), value: formatDay(report.asOf) },
        ...saidParts(line.indicator, report.parts),
        {
          label: t('Source'),
          value: nameOf(report.sourceNote)
            ? t('{what}: {rest}', { what: t(sourceNames[report.source]), rest: nameOf(report.sourceNote) })
            : t(sourceNames[report.source]),
        },
        ...(report.dormant === null
          ? []
          : [{ label: t('Of these lie dormant'), value: formatNumber(report.dormant) }]),
        ...(report.leftReasons.length === 0
          ? []
          : [
              {
                label: t('Why they left'),
                value: report.leftReasons
                  .map((one) =>
                    t('{reason}: {n}', {
                      reason: t(leftReasonNames[one.reason]),
                      n: formatNumber(one.count),
                    }),
                  )
                  .join(' · '),
              },
            ]),
        ...(nameOf(report.cause) ? [{ label: t('Why it is so'), value: nameOf(report.cause) }] : []),
        ...(nameOf(report.help) ? [{ label: t('Help needed'), value: nameOf(report.help) }] : []),
        {
          label: t('Reported on'),
          value: (
            <>
              {formatDay(report.madeOn)} {report.madeBy && <Quiet>{nameOf(report.madeBy)}</Quiet>}
            </>
          ),
        },
      ]}
    />
  )
}

function Evidence({ of: evidence }: { of: ReportReply['evidence'] }) {
  return (
    <Section title={t('Evidence')}>
      {evidence.length === 0 ? (
        <Empty>{t('No picture and no document yet. A photograph of the ledger page is enough.')}</Empty>
      ) : (
        <ul className='evidence-row'>
          {evidence.map((one) => {
            const href = hrefOf(evidenceFile, { params: { evidenceId: one.id } })
            const label = one.caption || t('Evidence of {day}', { day: formatDay(one.madeOn) })
            return (
              <li key={one.id}>
                <a href={href} download>
                  {one.kind === 'pdf' ? (
                    <span className='pdf'>PDF</span>
                  ) : (
                    <img src={href} alt={label} loading='lazy' />
                  )}
                </a>
                <Quiet>
                  {label} · {t('{n} KB', { n: formatNumber(Math.ceil(one.size / 1024)) })}
                </Quiet>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}

function Visits({ of: visits, unit }: { of: ReportReply['visits']; unit: string }) {
  return (
    <Section title={t('Looked at on the spot')}>
      {visits.length === 0 ? (
        <Empty>{t('Nobody has looked at this figure on the spot yet.')}</Empty>
      ) : (
        <Rows
          of={visits.map((visit) => ({
            key: visit.id,
            mark: formatDay(visit.onDay),
            text: (
              <>
                <ReportTag state={visit.outcome} /> {t(visitHowNames[visit.how])}
                {visit.found !== null && ` · ${t('found: {n}', { n: exactText(visit.found, unit) })}`}
              </>
            ),
            note: [nameOf(visit.note), visit.madeBy && nameOf(visit.madeBy)].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </Section>
  )
}

/** How the figure came to be what it is. */
function Chain({ data: { chain, report, line } }: { data: ReportReply }) {
  if (chain.length < 2)
    return <Section title={t('Corrections')} note={t('The figure stands as it was first reported.')} />
  return (
    <Section title={t('Corrections')}>
      <Rows
        of={[...chain].reverse().map((one) => ({
          key: one.id,
          mark: exactText(one.value, line.indicator.unit),
          text:
            one.id === report.id ? (
              <b>{formatDay(one.madeOn)}</b>
            ) : (
              <Link href={`/carry-out/reports/${one.id}`}>{formatDay(one.madeOn)}</Link>
            ),
          note: [one.reason && nameOf(one.reason), one.madeBy && nameOf(one.madeBy)]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
    </Section>
  )
}
