import { isChinese } from '../messages.ts'

/** What `wayline stats` says, in the languages it says it in. */
const english = {
  title: (days: number | undefined, since: string): string =>
    `Suggestions ${days === undefined ? '' : `of the last ${days === 1 ? 'day' : `${days} days`}, `}since ${since}`,
  nothing: (folder: string): string =>
    `There are no events yet. Editors keep them in ${folder} once suggestions are shown, unless the setting wayline.events.store is off.`,
  nothingOf: (days: number, folder: string): string =>
    `There are no events of the last ${days === 1 ? 'day' : `${days} days`} in ${folder}.`,
  shown: 'Shown',
  shownBriefly: (count: string): string => `and ${count} for less than 750 ms`,
  accepted: 'Accepted',
  acceptedBy: (full: string, line: string, word: string): string =>
    `${full} whole, ${line} by the line, ${word} by the word`,
  ofAll: (share: string): string => `${share} of all that were shown, however briefly`,
  characters: 'By characters',
  of: (part: string, whole: string): string => `${part} of ${whole}`,
  typedThrough: 'Typed through',
  answers: 'Shown of answers',
  requests: 'Shown of requests',
  kept: 'Still there',
  minutes: (afterMs: number): string => (afterMs < 60_000 ? `${afterMs / 1000} s` : `${afterMs / 60_000} min`),
  written: 'Written by a model',
  writtenOf: (inserted: string, typed: string): string => `${inserted} characters put in, ${typed} typed`,
  writtenKept: (share: string): string => `${share} by what is left after 10 min`,
  latency: 'Answer time',
  percentiles: (median: string, p95: string): string => `median ${median} ms, 95 % within ${p95} ms`,
  learned: 'Learned',
  nothingLearned: 'nothing yet; the model is asked everywhere',
  sparing: (spared: string, outcomes: string): string =>
    `${spared} fewer requests, at places where you hardly ever accept; from ${outcomes} suggestions`,
  columns: ['language', 'shown', 'accepted', 'characters', 'kept 10 min', 'median'],
  where: (folder: string): string => `Lengths and counts only, kept in ${folder}.`,
}

export type StatsWords = typeof english

const chinese: StatsWords = {
  title: (days, since) => `补全统计${days === undefined ? '' : `（最近 ${days} 天）`}，自 ${since} 起`,
  nothing: folder => `还没有事件。编辑器显示补全后会记录在 ${folder}，除非关闭了设置 wayline.events.store。`,
  nothingOf: (days, folder) => `${folder} 中没有最近 ${days} 天的事件。`,
  shown: '已显示',
  shownBriefly: count => `另有 ${count} 个显示不足 750 毫秒`,
  accepted: '已采纳',
  acceptedBy: (full, line, word) => `整条 ${full}，按行 ${line}，按词 ${word}`,
  ofAll: share => `占全部显示的 ${share}`,
  characters: '按字符',
  of: (part, whole) => `${part} / ${whole}`,
  typedThrough: '逐键键入',
  answers: '显示 / 回答',
  requests: '显示 / 请求',
  kept: '仍保留',
  minutes: afterMs => (afterMs < 60_000 ? `${afterMs / 1000} 秒` : `${afterMs / 60_000} 分钟`),
  written: '模型编写占比',
  writtenOf: (inserted, typed) => `采纳 ${inserted} 个字符，键入 ${typed} 个`,
  writtenKept: share => `按 10 分钟后保留计为 ${share}`,
  latency: '响应时间',
  percentiles: (median, p95) => `中位数 ${median} 毫秒，95% 在 ${p95} 毫秒内`,
  learned: '已学习',
  nothingLearned: '暂无；在所有位置都会请求模型',
  sparing: (spared, outcomes) => `在您几乎不采纳的位置少请求 ${spared}；依据 ${outcomes} 个补全`,
  columns: ['语言', '显示', '采纳', '字符', '10 分钟保留', '中位数'],
  where: folder => `只记录长度与次数，保存在 ${folder}。`,
}

/** By the user's locale. */
export function statsWords(env: NodeJS.ProcessEnv): StatsWords {
  return isChinese(env) ? chinese : english
}
