import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { equalParts, type Reporter, type ReportersKnown, reporterFindings } from './rules.ts'

const places = [
  { id: 'a', level: 'township', isInside: true },
  { id: 'b', level: 'township', isInside: true },
  { id: 'away', level: 'township', isInside: false },
  { id: 'v', level: 'village', isInside: true },
]
const draft: ReportersKnown = { places, standing: [], isBinding: false, isSummed: true }
const approved = {
  ...draft,
  standing: [
    { placeId: 'a', baseline: 5 },
    { placeId: 'away', baseline: 3 },
  ],
  isBinding: true,
}

test('who may report a line', () => {
  const table: [string, [string, number][], ReportersKnown, string[]][] = [
    ['the place that plans', [], draft, []],
    [
      'two of one level',
      [
        ['a', 6],
        ['b', 4],
      ],
      draft,
      [],
    ],
    [
      'one from nothing',
      [
        ['a', 10],
        ['b', 0],
      ],
      draft,
      [],
    ],
    [
      'of two levels',
      [
        ['a', 6],
        ['v', 4],
      ],
      draft,
      ['/reporters/1/placeId level'],
    ],
    [
      'one twice',
      [
        ['a', 6],
        ['a', 4],
      ],
      draft,
      ['/reporters/1/placeId twice'],
    ],
    ['elsewhere', [['away', 10]], draft, ['/reporters/0/placeId elsewhere']],
    ['nobody knows it', [['x', 10]], draft, ['/reporters/0/placeId elsewhere']],
    [
      'no whole figure',
      [
        ['a', 9.5],
        ['b', 0.5],
      ],
      draft,
      ['/reporters/0/baseline not-whole', '/reporters/1/baseline not-whole'],
    ],
    [
      'too few',
      [
        ['a', 6],
        ['b', 3],
      ],
      draft,
      ['/reporters sum'],
    ],
    [
      'too many',
      [
        ['a', 6],
        ['b', 5],
      ],
      draft,
      ['/reporters sum'],
    ],
    [
      'a share',
      [
        ['a', 6],
        ['b', 4],
      ],
      { ...draft, isSummed: false },
      ['/reporters share'],
    ],
    ['approved without', [['a', 10]], { ...approved, standing: [] }, ['/reporters binding']],
    [
      'approved and one more',
      [
        ['a', 5],
        ['away', 3],
        ['b', 2],
      ],
      approved,
      [],
    ],
    [
      'parted anew',
      [
        ['a', 4],
        ['away', 3],
        ['b', 3],
      ],
      approved,
      ['/reporters/0/baseline standing'],
    ],
    ['one of them taken out', [['a', 10]], approved, ['/reporters standing']],
    ['all of them taken out', [], approved, ['/reporters standing']],
    [
      'one more of another level',
      [
        ['a', 5],
        ['away', 3],
        ['v', 2],
      ],
      approved,
      ['/reporters/2/placeId level'],
    ],
  ]
  for (const [what, named, known, expected] of table) {
    const reporters: Reporter[] = named.map(([placeId, baseline]) => ({ placeId, baseline }))
    const found = reporterFindings(reporters, 10, known)
    assert.deepEqual(
      found.map(({ pointer, code }) => `${pointer} ${code}`),
      expected,
      what,
    )
  }
})

test('shared equally, the parts make the whole and differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 200 }), (baseline, count) => {
      const parts = equalParts(baseline, count)
      assert.equal(
        parts.reduce((sum, one) => sum + one, 0),
        baseline,
      )
      assert.ok(Math.max(...parts) - Math.min(...parts) <= 1)
    }),
  )
})
