// The conditions of a trade in short, to stand beside a target.
import { Link } from 'wouter'
import { Quiet, Tag } from '../../../kit/marks.tsx'
import { Particulars, Rows, Section } from '../../../kit/page.tsx'
import { formatNumber, nameOf, saySaid, t } from '../../../kit/words.ts'
import { codesOf } from '../figures.tsx'
import { OutlookTag, Prose } from '../marks.tsx'
import { figureName } from '../parts/lines.ts'
import type { Plan, Sheet } from '../shapes.ts'
import { MonthStrip } from './month-strip.tsx'

type Props = { sheet: Sheet; outlooks: Plan['outlooks'] }

export function ConditionsBeside({ sheet, outlooks }: Props) {
  return (
    <Section title={t('Conditions: {trade}', { trade: nameOf(sheet.trade.names) })}>
      {sheet.outlook !== null && (
        <p>
          <OutlookTag of={outlooks} code={sheet.outlook} /> <Prose of={sheet.outlookReason} />
        </p>
      )}
      <Particulars
        of={codesOf(sheet.figures)
          .filter((code) => code === 'artisans' || code === 'unorganised' || sheet.figures[code].value > 0)
          .map((code) => {
            const figure = sheet.figures[code]
            return {
              label: figureName(code),
              value: (
                <>
                  {formatNumber(figure.value)} {figure.estimate && <Tag>{t('estimate')}</Tag>}
                </>
              ),
            }
          })}
      />
      <p>
        <Quiet>{t('Counted: {day}', { day: saySaid(sheet.figures.artisans.said) })}</Quiet>
      </p>
      <Rows
        of={[
          { key: 'materials', text: <Prose of={sheet.materials} />, note: t('Materials') },
          { key: 'markets', text: <Prose of={sheet.markets} />, note: t('Markets') },
          { key: 'problems', text: <Prose of={sheet.problems} />, note: t('Problems') },
          { key: 'busy', text: <MonthStrip busy={sheet.busyMonths} />, note: t('Busy months') },
        ]}
      />
      <p>
        <Link href={`/plan/conditions/${sheet.id}`}>{t('The whole condition sheet')}</Link>
      </p>
    </Section>
  )
}
