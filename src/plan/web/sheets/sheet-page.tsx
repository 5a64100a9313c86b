// A county's conditions in one trade: every figure with its date and source, and what the outlook rests on.
import { useCall } from '../../../kit/api.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { Illustrative, Tag } from '../../../kit/marks.tsx'
import { Page, Particulars, Section } from '../../../kit/page.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { Table } from '../../../kit/table.tsx'
import { capital, formatDay, formatNumber, formatShare, nameOf, saySaid, t } from '../../../kit/words.ts'
import { sheetPage } from '../../sheets/contract.ts'
import { codesOf } from '../figures.tsx'
import { OutlookTag, Prose } from '../marks.tsx'
import { figureName } from '../parts/lines.ts'
import { MonthStrip } from './month-strip.tsx'

export function SheetPage({ sheetId }: { sheetId: string }) {
  const page = useCall(sheetPage, { params: { sheetId } })
  return (
    <Loaded of={page}>
      {({ sheet, period, planId, outlooks, mayEdit }) => {
        const { artisans, unorganised } = sheet.figures
        return (
          <Page
            title={t('{trade} in {place}', {
              trade: capital(nameOf(sheet.trade.names)),
              place: nameOf(sheet.place.names),
            })}
            beside={
              <>
                <OutlookTag of={outlooks} code={sheet.outlook} /> {sheet.illustrative && <Illustrative />}
              </>
            }
            crumbs={[
              { text: t('Plans'), href: `/plan?period=${period.id}` },
              { text: t('Condition sheets'), href: `/plan/conditions?period=${period.id}` },
            ]}
            lead={t('{period}. {share} of the artisans are organised; last changed on {day}.', {
              period: capital(nameOf(period.names)),
              share: formatShare(artisans.value - unorganised.value, artisans.value),
              day: formatDay(sheet.changedOn),
            })}
            actions={
              <>
                {planId && <ButtonLink href={`/plan/${planId}`}>{t('The plan')}</ButtonLink>}
                {mayEdit && (
                  <ButtonLink kind='primary' href={`/plan/conditions/${sheet.id}/edit`}>
                    {t('Edit')}
                  </ButtonLink>
                )}
              </>
            }
          >
            {sheet.outlook !== null && (
              <Section title={t('Outlook')}>
                <p>
                  <Prose of={sheet.outlookReason} />
                </p>
              </Section>
            )}
            <Section title={t('Figures')}>
              <Table
                label={t('Figures')}
                rows={codesOf(sheet.figures)}
                rowKey={(code) => code}
                columns={[
                  { key: 'what', title: t('What'), cell: (code) => figureName(code) },
                  {
                    key: 'value',
                    title: t('Figure'),
                    num: true,
                    cell: (code) => formatNumber(sheet.figures[code].value),
                  },
                  { key: 'said', title: t('Counted'), cell: (code) => saySaid(sheet.figures[code].said) },
                  {
                    key: 'source',
                    title: t('Source'),
                    cell: (code) => (
                      <>
                        {nameOf(sheet.figures[code].source)}{' '}
                        {sheet.figures[code].estimate && <Tag tone='warn'>{t('estimate')}</Tag>}
                      </>
                    ),
                  },
                ]}
              />
            </Section>
            <Section title={t('How the trade works')}>
              <Particulars
                of={[
                  { label: t('Tools'), value: <Prose of={sheet.tools} /> },
                  { label: t('Materials and where they come from'), value: <Prose of={sheet.materials} /> },
                  { label: t('Markets'), value: <Prose of={sheet.markets} /> },
                  { label: t('Repairs wanted'), value: <Prose of={sheet.repairs} /> },
                  { label: t('Problems'), value: <Prose of={sheet.problems} /> },
                  { label: t('Busy months'), value: <MonthStrip busy={sheet.busyMonths} /> },
                ]}
              />
            </Section>
          </Page>
        )
      }}
    </Loaded>
  )
}
