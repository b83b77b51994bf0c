import type { UsageEvent } from '@wayline/inference/api'
import { neutralTaste, type Taste } from '../../completion/taste.ts'
import { figuresByLanguage, figuresOf } from '../../events/figures.ts'
import { reportText } from './report.ts'
import { statsWords } from './words.ts'

const common = (language: string) => ({ time: 1_790_000_000_000, session: 's', language })
const suggestion = (language: string, acceptedCharacters: number, latencyMs: number): UsageEvent => ({
  type: 'suggestion',
  ...common(language),
  id: 'c1',
  model: 'coder',
  hash: 'h',
  characters: 1500,
  lines: 1,
  latencyMs,
  displayedMs: 900,
  outcome: acceptedCharacters > 0 ? 'accepted' : 'rejected',
  ...(acceptedCharacters > 0 ? { kind: 'full' as const } : {}),
  acceptedCharacters,
})
const events: UsageEvent[] = [
  suggestion('typescript', 1500, 80),
  suggestion('typescript', 0, 120),
  suggestion('go', 0, 1100),
  { type: 'kept', ...common('typescript'), id: 'c1', model: 'm', afterMs: 30_000, characters: 9, ofCharacters: 10 },
  { type: 'kept', ...common('typescript'), id: 'c1', model: 'm', afterMs: 600_000, characters: 4, ofCharacters: 10 },
  {
    type: 'activity',
    ...common('typescript'),
    requests: 12,
    generated: 10,
    briefly: 7,
    typedCharacters: 6000,
    acceptedCharacters: 1500,
  },
]

const report = (shown: UsageEvent[], locale = 'C', days?: number, taste: Taste = neutralTaste): string =>
  reportText(
    {
      folder: '~/.local/share/wayline/events',
      days,
      since: '2026-11-01',
      figures: figuresOf(shown),
      taste,
      languages: figuresByLanguage(shown),
    },
    statsWords({ LANG: locale }),
  )

test('a page tells every figure', () => {
  expect(report(events)).toMatchInlineSnapshot(`
   "Suggestions since 2026-11-01

     Shown               3; and 7 for less than 750 ms
     Accepted            33.3 %; 1 whole, 0 by the line, 0 by the word; 10.0 % of all that were shown, however briefly
     By characters       33.3 %; 1,500 of 4,500
     Typed through       0
     Shown of answers    30.0 %; 3 of 10
     Shown of requests   25.0 %; 3 of 12
     Still there         90.0 % (30 s); 40.0 % (10 min)
     Written by a model  20.0 %; 1,500 characters put in, 6,000 typed; 9.1 % by what is left after 10 min
     Answer time         median 120 ms, 95 % within 1,100 ms
     Learned             nothing yet; the model is asked everywhere

     language    shown  accepted  characters  kept 10 min    median
     typescript      2    50.0 %      50.0 %       40.0 %     80 ms
     go              1     0.0 %       0.0 %            –  1,100 ms

   Lengths and counts only, kept in ~/.local/share/wayline/events.
   "
  `)
})

test('it speaks Chinese to whoever reads that, in the same columns', () => {
  expect(report(events, 'zh_CN.UTF-8', 7)).toMatchInlineSnapshot(`
   "补全统计（最近 7 天），自 2026-11-01 起

     已显示        3; 另有 7 个显示不足 750 毫秒
     已采纳        33.3 %; 整条 1，按行 0，按词 0; 占全部显示的 10.0 %
     按字符        33.3 %; 1,500 / 4,500
     逐键键入      0
     显示 / 回答   30.0 %; 3 / 10
     显示 / 请求   25.0 %; 3 / 12
     仍保留        90.0 % (30 秒); 40.0 % (10 分钟)
     模型编写占比  20.0 %; 采纳 1,500 个字符，键入 6,000 个; 按 10 分钟后保留计为 9.1 %
     响应时间      中位数 120 毫秒，95% 在 1,100 毫秒内
     已学习        暂无；在所有位置都会请求模型

     语言        显示    采纳    字符  10 分钟保留    中位数
     typescript     2  50.0 %  50.0 %       40.0 %     80 ms
     go             1   0.0 %   0.0 %            –  1,100 ms

   只记录长度与次数，保存在 ~/.local/share/wayline/events。
   "
  `)
})

test('it tells what has been learned', () => {
  const taste: Taste = { ...neutralTaste, threshold: 0.03, outcomes: 1234, spared: 0.1 }
  expect(report(events, 'C', undefined, taste)).toMatch(
    /^ {2}Learned +10\.0 % fewer requests, at places where you hardly ever accept; from 1,234 suggestions$/m,
  )
})

test('what there is nothing to say about is left out', () => {
  expect(report([suggestion('go', 0, 90)])).not.toMatch(/Still there|of answers|of requests|NaN|null|undefined/)
})
