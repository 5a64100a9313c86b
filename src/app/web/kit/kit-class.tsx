// The seats of a class with what the day brings beside them, for the page of parts; in development only.
import { Illustrative, Tag, ThreadLink } from '../../../kit/marks.tsx'
import { Columns, Rows, Section } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { both, counties, matrix } from './kit-sample.tsx'

export function ClassSample() {
  return (
    <Columns
      side={
        <>
          <Today />
          <NeedsYou />
        </>
      }
    >
      <Table label={both('Seats', '名额')} matrix columns={matrix} rows={counties} rowKey={(c) => c.id} />
      <p className='note'>
        {both(
          'Outlined: a seat without an accepted person. Numbers of seats are',
          '加框：尚无录取人员的名额。名额数为',
        )}{' '}
        <Illustrative />
        {both('; the article names the posts, not the counts.', '；原文只列职务，未列人数。')}
      </p>
    </Columns>
  )
}

function Today() {
  return (
    <Section title={both('Today', '今天')}>
      <Rows
        of={[
          {
            key: '1',
            mark: <time>08:30</time>,
            text: both('General line of the transition period', '过渡时期总路线'),
            note: both('Study · main hall', '学习 · 大礼堂'),
          },
          {
            key: '2',
            mark: <time>14:00</time>,
            text: both('Xuchang tin group: how we began', '许昌白铁小组：我们是怎样办起来的'),
            note: <ThreadLink kind='case' id='1' />,
          },
        ]}
      />
    </Section>
  )
}

function NeedsYou() {
  return (
    <Section title={both('Needs you', '待办')}>
      <Rows
        of={[
          {
            key: '1',
            mark: <Tag tone='accent'>{both('Jia', '郏县')}</Tag>,
            text: both(
              'No nomination for the committee office; deadline passed yesterday',
              '县委办公室尚无推荐，昨日已过期限',
            ),
          },
          {
            key: '2',
            mark: <Tag tone='warn'>{both('Yancheng', '郾城')}</Tag>,
            text: both('Director holds no appointment on the first day', '主任在开班日无任职'),
          },
          {
            key: '3',
            mark: <Tag>{both('Xihua', '西华')}</Tag>,
            text: both('One group head excused', '一名组长请假'),
          },
        ]}
      />
    </Section>
  )
}
