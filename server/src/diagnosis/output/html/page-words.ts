import { escapedHtml } from './escaped-html.ts'

/** What the page says, in both of its languages. */
const words = {
  title: ['Code diagnosis', '代码诊断报告'],
  findings: ['findings', '个问题'],
  files: ['files checked', '个已检查文件'],
  error: ['error', '错误'],
  warning: ['warning', '警告'],
  information: ['information', '信息'],
  hint: ['hint', '提示'],
  bySeverity: ['By severity', '按严重程度'],
  byRule: ['Most frequent rules', '最常见的规则'],
  byPlace: ['Where they are', '分布位置'],
  placeHint: [
    'Each field is a file, as large as it has findings. Choosing one shows only its findings.',
    '每个区域代表一个文件，面积表示问题数量。选择后只显示该文件的问题。',
  ],
  search: ['Search in message, rule and path', '搜索说明、规则或路径'],
  rule: ['Rule', '规则'],
  everyRule: ['all', '全部'],
  path: ['File or folder', '文件或目录'],
  reset: ['Show all', '显示全部'],
  shown: ['shown', '个已显示'],
  nothing: ['Nothing found.', '未发现问题。'],
  steps: ['The path to it', '数据流路径'],
  parts: ['What adds to it', '构成部分'],
  fix: ['A fix is there:', '可自动修复：'],
  apply: ['wayline check --fix', 'wayline check --fix'],
  failures: ['Not diagnosed', '未能诊断的文件'],
  suppressed: ['suppressed', '个已忽略'],
  more: [
    'more findings are not in this page; JSON and SARIF reports have them all.',
    '个问题未列入本页；JSON 与 SARIF 报告包含全部问题。',
  ],
  theme: ['Light or dark', '浅色 / 深色'],
} as const

export type Word = keyof typeof words

/** A phrase in both languages, of which the page shows one. */
export function phrase(word: Word): string {
  const [english, chinese] = words[word]
  return `<span lang="en">${escapedHtml(english)}</span><span lang="zh">${escapedHtml(chinese)}</span>`
}
