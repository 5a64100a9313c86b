// A table with its chart, and a graph, for the page of parts; in development only.
import { Button } from '../../../kit/button.tsx'
import { Graph } from '../../../kit/graph.tsx'
import { Illustrative } from '../../../kit/marks.tsx'
import { MonthChart } from '../../../kit/month-chart.tsx'
import { Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { nameOf } from '../../../kit/words.ts'
import { both, columns, counties, indicator } from './kit-sample.tsx'

export function FiguresSample() {
  return (
    <Section
      title={nameOf(indicator)}
      actions={<Button>{both('As of …', '截至……')}</Button>}
      note={
        <>
          {both('On the borders of 30 June 1954.', '按一九五四年六月三十日的区划。')} <Illustrative />
        </>
      }
    >
      <Table
        label={both('groups', '分组')}
        columns={columns}
        rows={counties}
        rowKey={(c) => c.id}
        href={(c) => `/kit?${c.id}`}
        marked={(c) => c.state === 'accent'}
      />
      <MonthChart
        label={nameOf(indicator)}
        unit={both('count', '个')}
        points={[
          { month: '1954-01', target: 181, actual: 181 },
          { month: '1954-02', target: 190, actual: 188 },
          { month: '1954-03', target: 210, actual: 205 },
          { month: '1954-04', target: 228, actual: null },
          { month: '1954-05', target: 246, actual: 219 },
          { month: '1954-06', target: 264, actual: null, ahead: true },
        ]}
      />
    </Section>
  )
}

export function ThreadSample() {
  return (
    <Section title={both('Thread', '脉络')}>
      <Graph
        label={both('thread', '脉络')}
        columns={[
          { key: 'clause', title: both('Clause', '条款') },
          { key: 'case', title: both('Case', '经验') },
          { key: 'card', title: both('Misconception', '模糊认识') },
          { key: 'line', title: both('Plan line', '计划指标项') },
          { key: 'report', title: both('Report', '报告') },
        ]}
        nodes={[
          {
            id: '1',
            column: 'clause',
            text: both('Clause 4: from supply and sale', '第四条：从供销入手'),
            note: both('General line', '总路线'),
            href: '/kit',
          },
          {
            id: '2',
            column: 'clause',
            text: both('Clause 7: voluntary joining', '第七条：自愿原则'),
            href: '/kit',
          },
          {
            id: '3',
            column: 'case',
            text: both('Xuchang tin group, step 2', '许昌白铁小组 第二步'),
            note: both('joint purchase', '联购'),
            href: '/kit',
          },
          {
            id: '4',
            column: 'card',
            text: both('“Bigger at once is better”, held by many group heads', '“越大越好”'),
            href: '/kit',
          },
          {
            id: '5',
            column: 'line',
            text: both('Production groups, white iron: 6 → 16', '白铁生产小组 6 → 16'),
            note: both('Jia', '郏县'),
            current: true,
          },
          { id: '6', column: 'report', text: both('May: 9', '五月：9'), href: '/kit' },
          { id: '7', column: 'report', text: both('June: 11', '六月：11'), href: '/kit' },
        ]}
        edges={[
          { from: '1', to: '3' },
          { from: '2', to: '4' },
          { from: '3', to: '5' },
          { from: '4', to: '5' },
          { from: '1', to: '5' },
          { from: '5', to: '6' },
          { from: '5', to: '7' },
        ]}
      />
    </Section>
  )
}
