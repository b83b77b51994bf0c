import type { Preferences } from './preferences.ts'

type Both = Record<Preferences['language'], string>

/** What a step is about; it decides what "Show me" does, and what makes the step done. */
export type StepKind = 'complete' | 'flow' | 'fix' | 'hover' | 'complexity'

/** One thing to try in a sample. */
export interface Step {
  kind: StepKind
  file: string
  /** The cursor is put behind this text; what was typed elsewhere does not move it. */
  after: string
  /** What is typed there, where it is not yet. */
  typed?: string
  text: Both
}

/** A sample project, and what is worth trying in it. */
export interface Guide {
  folder: string
  title: Both
  about: Both
  steps: Step[]
}

export const guides: Guide[] = [
  {
    folder: 'python-shop',
    title: { en: 'Python: a shop', zh: 'Python：网店' },
    about: { en: 'A Flask service that looks up orders.', zh: '一个查询订单的 Flask 服务。' },
    steps: [
      {
        kind: 'complete',
        file: 'prices.py',
        after: '"""The sum of all prices, with value added tax."""',
        typed: '\nreturn ',
        text: {
          en: 'Type “return ” in total(): the rest comes as ghost text. Tab takes it.',
          zh: '在 total() 中输入“return ”，其余部分以灰字出现，按 Tab 接受。',
        },
      },
      {
        kind: 'flow',
        file: 'app.py',
        after: '    rows = ',
        text: {
          en: 'A parameter of the request ends up in SQL, in the other file. The steps show how.',
          zh: '请求参数在另一个文件中进入了 SQL，数据流逐步展示其路径。',
        },
      },
      {
        kind: 'fix',
        file: 'app.py',
        after: '    app.run',
        text: {
          en: 'The debugger is left on. The light bulb (Ctrl + .) switches it off.',
          zh: '调试器忘了关闭。点击灯泡（Ctrl + .）即可修复。',
        },
      },
      {
        kind: 'complexity',
        file: 'orders.py',
        after: 'def shipping',
        text: {
          en: 'The line above shipping() tells how hard it is to follow. Click it to see why.',
          zh: 'shipping() 上方的提示给出其复杂度，点击查看原因。',
        },
      },
      {
        kind: 'hover',
        file: 'app.py',
        after: '"total": tot',
        text: {
          en: 'Point at total() to see where it is declared and what it is for.',
          zh: '将鼠标停在 total() 上，查看其声明位置与用途。',
        },
      },
    ],
  },
  {
    folder: 'typescript-notes',
    title: { en: 'TypeScript: notes', zh: 'TypeScript：便签' },
    about: { en: 'An Express server that shows and packs notes.', zh: '一个展示并打包便签的 Express 服务。' },
    steps: [
      {
        kind: 'complete',
        file: 'format.ts',
        after: 'export function wordCount(note: Note): number {',
        typed: '\nreturn ',
        text: {
          en: 'Type “return ” in wordCount() and take the suggestion with Tab.',
          zh: '在 wordCount() 中输入“return ”，按 Tab 接受建议。',
        },
      },
      {
        kind: 'flow',
        file: 'server.ts',
        after: '  response.s',
        text: {
          en: 'Text from the address is written into the page: follow it through titleOf().',
          zh: '地址中的文本被写入页面：沿 titleOf() 查看数据流。',
        },
      },
      {
        kind: 'fix',
        file: 'server.ts',
        after: '  debugg',
        text: { en: 'Remove the forgotten debugger with Ctrl + .', zh: '用 Ctrl + . 移除遗留的 debugger。' },
      },
      {
        kind: 'hover',
        file: 'server.ts',
        after: 'const title = tit',
        text: {
          en: 'Point at titleOf: its declaration is in the other file.',
          zh: '停在 titleOf 上：其声明在另一个文件中。',
        },
      },
    ],
  },
  {
    folder: 'java-library',
    title: { en: 'Java: a library', zh: 'Java：图书馆' },
    about: { en: 'A servlet that finds books by their author.', zh: '一个按作者查找图书的 Servlet。' },
    steps: [
      {
        kind: 'complete',
        file: 'src/library/Books.java',
        after: 'public int daysOverdue(int dueDay, int today) {',
        typed: '\nreturn ',
        text: {
          en: 'Type “return ” in daysOverdue() and take the suggestion.',
          zh: '在 daysOverdue() 中输入“return ”并接受建议。',
        },
      },
      {
        kind: 'flow',
        file: 'src/library/Search.java',
        after: 'println(',
        text: {
          en: 'A parameter goes into a statement of SQL in another class.',
          zh: '请求参数流入另一个类中的 SQL 语句。',
        },
      },
      {
        kind: 'fix',
        file: 'src/library/Search.java',
        after: 'if (auth',
        text: {
          en: 'Two texts are compared as objects. The light bulb compares them as texts.',
          zh: '两个字符串按对象比较了，灯泡可改为按内容比较。',
        },
      },
      {
        kind: 'hover',
        file: 'src/library/Search.java',
        after: 'books.byAu',
        text: { en: 'Point at byAuthor.', zh: '将鼠标停在 byAuthor 上。' },
      },
    ],
  },
  {
    folder: 'go-links',
    title: { en: 'Go: short links', zh: 'Go：短链接' },
    about: { en: 'A small server that keeps short addresses.', zh: '一个管理短链接的小服务。' },
    steps: [
      {
        kind: 'complete',
        file: 'shorten.go',
        after: 'for _, letter := range text {',
        typed: '\nnumber = ',
        text: {
          en: 'Type “number = ” in decode() and take the suggestion.',
          zh: '在 decode() 中输入“number = ”并接受建议。',
        },
      },
      {
        kind: 'flow',
        file: 'main.go',
        after: 'text, err := os.',
        text: { en: 'The name of a file comes from the address.', zh: '文件名来自请求地址。' },
      },
      {
        kind: 'fix',
        file: 'main.go',
        after: 'http.SetCookie(writer, &http.',
        text: {
          en: 'A cookie that scripts can read. Ctrl + . shows what can be done about it.',
          zh: '脚本可读取的 Cookie，用 Ctrl + . 查看如何处理。',
        },
      },
      {
        kind: 'hover',
        file: 'main.go',
        after: 'Value: enc',
        text: {
          en: 'Point at encode: what it is for stands in its comment.',
          zh: '停在 encode 上：其用途写在注释里。',
        },
      },
    ],
  },
]
